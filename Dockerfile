# One image, five processes: docker-compose.yml names the command of each.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY verifier verifier
COPY workers workers
COPY config config
COPY seeds seeds
RUN python -m venv /opt/verifier && /opt/verifier/bin/pip install --no-cache-dir '.[postgres,s3,otel]'

FROM python:3.12-slim
RUN groupadd --gid 10001 verifier && useradd --uid 10001 --gid 10001 --home-dir /data --create-home verifier
COPY --from=build /opt/verifier /opt/verifier
COPY config/gunicorn.conf.py /opt/verifier/config/gunicorn.conf.py
ENV PATH=/opt/verifier/bin:$PATH PYTHONUNBUFFERED=1 VERIFIER_DATA_DIR=/data
USER verifier
WORKDIR /data
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "/opt/verifier/config/gunicorn.conf.py", "-b", "0.0.0.0:8000", "verifier.site:application()"]
