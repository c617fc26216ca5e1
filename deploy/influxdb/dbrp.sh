#!/bin/sh
# InfluxQL, which the program and Grafana read in, finds a bucket of InfluxDB 2 by this mapping. Runs once, at set-up.
set -eu
influx v1 dbrp create \
  --bucket-id "$DOCKER_INFLUXDB_INIT_BUCKET_ID" \
  --db "$DOCKER_INFLUXDB_INIT_BUCKET" --rp autogen --default \
  --org "$DOCKER_INFLUXDB_INIT_ORG" --token "$(cat "$DOCKER_INFLUXDB_INIT_ADMIN_TOKEN_FILE")"
