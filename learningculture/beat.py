"""What beat starts, and how often: tasks by name."""

from celery.schedules import crontab

SCHEDULE = {
    "sweep-unfinished-builds": {"task": "portfolio.tasks.sweep_builds", "schedule": 60.0},
    "sweep-roster-uploads": {"task": "school.rosters.tasks.sweep_uploads", "schedule": 60.0},
    "close-due-pulses": {"task": "vision.tasks.close_due_pulses", "schedule": 300.0},
    "forget-the-day": {"task": "vision.tasks.forget_the_day", "schedule": crontab(hour="3", minute="20")},
    "look-after-packs": {"task": "school.privacy.tasks.look_after_packs", "schedule": 900.0},
    "run-retention": {
        "task": "school.privacy.tasks.run_retention_everywhere",
        "schedule": crontab(hour="3", minute="40"),
    },
    "look-after-concerns": {"task": "school.tasks.look_after_concerns", "schedule": 60.0},
    "let-taken-away-go": {"task": "tracking.tasks.let_taken_away_go", "schedule": crontab(hour="3", minute="20")},
    "let-old-concerns-go": {"task": "school.tasks.let_old_concerns_go", "schedule": crontab(hour="3", minute="50")},
}
