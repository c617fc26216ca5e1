#!/bin/sh
# Makes every secret that compose.yaml names, once; what is there stays. Run it beside compose.yaml.
# Gateways get theirs with: ./make-secrets.sh gateway <site>/<gateway>
set -eu
cd "$(dirname "$0")"
mkdir -p -m 700 secrets
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
once() { [ -s "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; }

once postgres_password "$(random)"
once influxdb_password "$(random)"
once influxdb_token "$(random)"
once grafana_password "$(random)"
once admin_password "$(random)"
once broker_password "$(random)"
once state_url "postgresql://watchkeeper:$(cat secrets/postgres_password)@postgres:5432/watchkeeper"
once readings_url "influx://influxdb:8086?token=$(cat secrets/influxdb_token)&org=estate&bucket=readings"
once broker_url "mqtt://watchkeeper:$(cat secrets/broker_password)@mosquitto:1883"

# mosquitto_passwd comes with Debian's package mosquitto.
[ -s secrets/mosquitto_passwords ] ||
  mosquitto_passwd -b -c secrets/mosquitto_passwords watchkeeper "$(cat secrets/broker_password)"
if [ "${1:-}" = gateway ]; then
  secret=$(random)
  mosquitto_passwd -b secrets/mosquitto_passwords "$2" "$secret"
  printf 'MQTT user      %s\nMQTT password  %s   (shown this once)\n' "$2" "$secret"
fi
# The folder is its owner's alone. The files are not, since compose hands them over as they are, and each container
# reads its own ones under a user of its own.
chmod 700 secrets
chmod 644 secrets/*
