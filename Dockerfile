FROM python:3.12-slim AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 LC_VAR_DIR=/data
RUN useradd --create-home --uid 10001 app && mkdir -m 700 /data /secrets && chown app /data /secrets
WORKDIR /srv/app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
USER app
EXPOSE 8000
CMD ["sh", "-c", "python manage.py collectstatic --noinput -v 0 && exec gunicorn learningculture.wsgi --bind 0.0.0.0:8000 --workers 3 --threads 4 --worker-class gthread --max-requests 2000 --max-requests-jitter 200"]
