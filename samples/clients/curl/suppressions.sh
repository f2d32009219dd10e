#!/usr/bin/env bash
# Follows a principal's feed of suppressions with curl, jq and openssl, and says which numbers of a list (one a line, E.164) are in it.
# The agency's key comes from the environment: VAULT_KEY=… suppressions.sh http://127.0.0.1:5080 zonkracht-energie numbers.txt
set -euo pipefail
url=${1:?the address of the vault} principal=${2:?the slug of the principal} list=${3:?a file of numbers, one a line}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# In a file, so that the key shows in no list of processes.
printf 'header = "Authorization: Bearer %s"\n' "${VAULT_KEY:?the API key}" >"$work/key"
get() { curl --silent --show-error --fail --config "$work/key" "$url/v1/principals/$principal/suppressions$1"; }

# The key under which this party, and no other, is told of numbers.
key=$(get /key | jq -r .key | base64 -d | od -An -v -tx1 | tr -d ' \n')

# All of the feed. A client that runs often keeps .next and goes on from there.
since=''
more=true
while [[ $more == true ]]; do
  get "?limit=10000${since:+&since=$since}" >"$work/page"
  jq -r '.items[] | select(.kind != "corrected") | .numberHash // empty' "$work/page" >>"$work/hashes"
  since=$(jq -r .next "$work/page")
  more=$(jq -r .more "$work/page")
done

while read -r number; do
  # (openssl takes the key as an argument: on a machine that others use, take the C# sample or `vault suppress`.)
  hash=$(printf %s "$number" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" | sed 's/.*= //')
  grep -qxF "$hash" "$work/hashes" && echo "$number: do not call" || echo "$number: not in the feed"
done <"$list"

# Once every list and dialler is cleared of them, tell the vault so:
#   curl --config … --json "{\"cursor\":\"$since\"}" "$url/v1/principals/$principal/suppressions/acknowledgements"
