# One image for every process of Thời Đại: the application, the worker, one-off commands.
ARG PYTHON_IMAGE=python:3.11.13-slim-bookworm
FROM ${PYTHON_IMAGE}

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PATH=/opt/venv/bin:$PATH VAR_DIR=/var/lib/thoidai STATIC_ROOT=/srv/static
WORKDIR /srv/thoidai

COPY requirements-s3.lock .
RUN python -m venv /opt/venv && pip install --require-hashes -r requirements-s3.lock

COPY . .
RUN useradd --system --uid 10001 thoidai \
    && install -d -o thoidai -g thoidai $VAR_DIR $VAR_DIR/originals \
    && SECRET_KEY=only-for-this-step ALLOWED_HOSTS=localhost EMAIL_URL=dummymail:// VAR_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build

USER thoidai
VOLUME $VAR_DIR
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "32", "--backpressure", "512", "--http", "1", "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10", "thoidai.wsgi:application"]
