"""A roster handed in through the browser: kept, opened, asked about, compared, confirmed, brought in, deleted."""
