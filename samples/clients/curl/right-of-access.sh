#!/usr/bin/env bash
# Somebody asks what you keep (AVG 15): registers the request, writes all of it to a ZIP file, which answers it, and says who looked before. With curl and jq.
# The principal's key comes from the environment: VAULT_KEY=… right-of-access.sh http://127.0.0.1:5080 zonkracht-energie AVG-2026-0007 2026-11-20T09:00:00+01:00 file.zip
# The number is read from the terminal: it belongs in no command line.
set -euo pipefail
url=${1:?the address of the vault} principal=${2:?the slug of the principal} reference=${3:?your reference of the request} received=${4:?when it came in} file=${5:?where to write}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# In a file, so that the key shows in no list of processes.
printf 'header = "Authorization: Bearer %s"\nheader = "Vault-Reason: %s"\n' "${VAULT_KEY:?the API key}" "$reference" >"$work/config"
vault() { curl --silent --show-error --fail-with-body --config "$work/config" "$@"; }

read -r -p "Phone number: " number
jq -n --arg phone "$number" '{ $phone }' >"$work/query"
consumer=$(vault --json "@$work/query" "$url/v1/principals/$principal/consumers/search" | jq -r '.id // empty')
[[ -n "$consumer" ]] || { echo "Nothing is kept about this number."; exit 1; }

jq -n --arg consumer "$consumer" --arg receivedAt "$received" '{ kind: "access", $consumer, $receivedAt }' >"$work/request"
vault --request PUT --json "@$work/request" "$url/v1/principals/$principal/access-requests/$reference" | jq -r '"Due at \(.dueAt)\(if .late then ": late" else "" end)."'
(umask 077 && vault --output "$file" "$url/v1/principals/$principal/consumers/$consumer/export?request=$reference")
echo "Written to $file. Who looked at this person:"
vault "$url/v1/principals/$principal/access-log?consumer=$consumer&limit=20" | jq -r '.items[] | [.at, .kind, .party, .holder // "-", .reason // "-"] | @tsv'
