#!/usr/bin/env bash
# First steps with the vault, by curl: a principal and its key, a wording, an agency with a mandate, a consent that is verified,
# a call, and the dossier that follows from them. Everything in it is invented; running it twice changes nothing.
#
# Usage: VAULT_URL=http://127.0.0.1:5080 OPERATOR_KEY_FILE=path/to/operator.key samples/clients/curl/first-steps.sh
set -euo pipefail

url=${VAULT_URL:-http://127.0.0.1:5080}
: "${OPERATOR_KEY_FILE:?set it to the file that holds the operator key}"
for tool in curl jq sha256sum; do
  command -v "$tool" >/dev/null || { echo "first-steps: $tool is not installed" >&2; exit 1; }
done

principal=groenewind-demo
P=v1/principals/$principal
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

step() { printf '\n== %s\n' "$*" >&2; }

# Keys go in a header that curl reads from a file that only we can read: they show neither in an address nor in a list of processes.
umask 077
as() { # as <name> <key>: remembers a key under a name
  printf 'header = "Authorization: Bearer %s"\n' "$2" >"$work/$1.key"
}

call() { # call <name> <method> <path> [json]
  local who=$1 method=$2 path=$3 status
  local options=(--silent --show-error --config "$work/$who.key" --request "$method" --retry 5 --retry-connrefused --output "$work/answer" --write-out '%{http_code}')
  if (($# > 3)); then
    printf '%s' "$4" >"$work/body"
    options+=(--header 'Content-Type: application/json' --data-binary "@$work/body")
  fi
  status=$(curl "${options[@]}" "$url/$path")
  if ((status >= 400)); then
    echo "first-steps: $method $path was answered with $status" >&2
    cat "$work/answer" >&2
    exit 1
  fi
  cat "$work/answer"
}

as operator "$(tr -d '[:space:]' <"$OPERATOR_KEY_FILE")"

step "The operator creates a principal, an agency, and a key for each"
call operator PUT "$P" '{ "name": "Groenewind Demo B.V.", "kvk": "91234567", "callerNumbers": ["+31201240250"], "registrations": [] }' >/dev/null
call operator PUT v1/parties/belbureau-demo \
  '{ "name": "Belbureau Demo B.V.", "kvk": "92345678", "role": "agency", "callerNumbers": ["+31501240350"] }' >/dev/null
key_for() { # key_for <party or null>
  call operator POST v1/keys "$(jq -n --arg principal "$principal" --argjson party "$1" --arg holder "first-steps-$principal-${1//\"/}" \
    '{ principal: $principal, party: $party, name: "first steps", holder: $holder, scopes: null, expiresAt: null }')" | jq -r .key
}
as principal "$(key_for null)"
as agency "$(key_for '"belbureau-demo"')"

step "The principal files its policy, a campaign, the mandate of the agency, a script and the wording on its website"
call principal PUT "$P/policy" '{
  "validFrom": "2025-01-01", "justification": "Take-over of our history; this policy has held since January 2025.", "preset": "energy",
  "verification": { "methods": ["sms", "phone"], "deadline": "P14D" }, "consentTerm": "P12M", "callbackTerm": "P14D",
  "window": { "weekdays": "09:00-21:00", "saturday": "10:00-16:00" }, "holidays": { "goodFriday": false, "liberationDay": false },
  "mourningDays": [], "attempts": { "perCampaign": 3, "perDay": 1 }, "coolingOff": "PT24H", "writtenProducts": ["electricity", "gas"],
  "inboundProof": "cdr", "clearUnproven": false,
  "retention": { "consentVoicelog": "P24M", "afterWithdrawal": "P6M", "saleVoicelog": "P24M", "noSale": "P6M", "training": "P30D",
                 "facts": "P5Y", "neverUsed": "P12M", "packs": "P12M" } }' >/dev/null
call principal PUT "$P/campaigns/herfst-2026" \
  '{ "name": "Herfst 2026", "products": ["electricity"], "nature": "commercial", "validFrom": "2026-09-01", "validTo": null, "basis": "consent" }' >/dev/null
call principal PUT "$P/mandates/M26-01" \
  '{ "from": "groenewind-demo", "to": "belbureau-demo", "campaigns": ["herfst-2026"], "validFrom": "2026-09-01", "validTo": null,
     "mayDelegate": false, "capacity": "processor", "contract": null }' >/dev/null
call principal PUT "$P/scripts/herfst-2026-1" \
  '{ "campaign": "herfst-2026", "text": "Goedemiddag, u spreekt met … van Belbureau Demo, namens Groenewind, met een aanbod voor stroom." }' >/dev/null
call principal PUT "$P/wordings/web-2026-1" \
  '{ "text": "Ja, Groenewind Demo mag mij bellen over stroom.", "language": "nl", "products": ["electricity"], "callersNamed": ["groenewind-demo"],
     "means": ["human"], "withdrawalText": "Intrekken kan via groenewind.example/stop.", "place": "https://groenewind.example/aanvraag",
     "firstCallTerm": null, "consentTerm": null, "liveFrom": "2026-01-01", "liveTo": null }' >/dev/null

step "Somebody ticks the box on the website, and answers JA to the text message"
call principal POST "$P/evidence" '[
  { "type": "consent.granted", "ref": "G26-001", "occurredAt": "2026-10-05T19:40:00+02:00",
    "consumer": { "phone": "06-12480999", "name": "Voorbeeld Persoon", "kind": "private" },
    "channel": "phone", "products": ["electricity"], "method": "web-form", "wording": "web-2026-1",
    "capture": { "place": "https://groenewind.example/aanvraag", "action": "ticked-box", "preTicked": false, "bundledWithTerms": false,
                 "conditional": false, "purposeNamed": true, "callerNamed": true, "age16OrOlder": true },
    "exhibits": ["form-001"] },
  { "type": "consent.verification-requested", "ref": "V26-001", "occurredAt": "2026-10-05T19:42:00+02:00",
    "consumer": { "phone": "06-12480999" }, "consent": "G26-001", "method": "sms", "number": "06-12480999" },
  { "type": "consent.verified", "ref": "V26-002", "occurredAt": "2026-10-05T19:51:00+02:00",
    "consumer": { "phone": "06-12480999" }, "consent": "G26-001", "method": "sms", "number": "06-12480999", "exhibits": ["sms-001"] }
]' | jq -r '.[] | "\(.ref) \(.status)"'

step "What was captured of both comes as exhibits: announced with their hash, then the content itself"
exhibit() { # exhibit <id> <kind> <purpose> <content type> <recorded at> <file>
  local announcement
  announcement=$(jq -n --arg kind "$2" --arg purpose "$3" --arg type "$4" --arg at "$5" --argjson size "$(stat -c %s "$6")" --arg hash "$(sha256sum "$6" | cut -d' ' -f1)" \
    '{ kind: $kind, purposes: [$purpose], contentType: $type, size: $size, sha256: $hash, recordedAt: $at, consumer: { phone: "06-12480999" }, consent: "G26-001" }')
  call principal PUT "$P/exhibits/$1" "$announcement" >/dev/null
  if [[ $(call principal GET "$P/exhibits/$1" | jq -r .state) == awaited ]]; then
    curl --silent --show-error --fail --config "$work/principal.key" --request PUT --header "Content-Type: $4" --data-binary "@$6" --output /dev/null "$url/$P/exhibits/$1/content"
  fi
  echo "$1 $(call principal GET "$P/exhibits/$1" | jq -r .state)"
}
printf '[x] Ja, Groenewind Demo mag mij bellen over stroom.\nVakje was leeg bij openen. 2026-10-05 19:40:00\n' >"$work/form.txt"
printf 'uit: Was u dat? Antwoord JA of NEE.\nin: JA (2026-10-05 19:51:00)\n' >"$work/sms.txt"
exhibit form-001 form-capture consent text/plain 2026-10-05T19:40:00+02:00 "$work/form.txt"
exhibit sms-001 message verification text/plain 2026-10-05T19:51:00+02:00 "$work/sms.txt"

step "The agency hands in its call, with its own key"
call agency POST "$P/evidence" '{
  "type": "call.attempted", "ref": "C26-001", "occurredAt": "2026-10-13T14:05:00+02:00", "consumer": { "phone": "+31 6 12480999" },
  "campaign": "herfst-2026", "direction": "outbound", "means": "human", "nature": "commercial", "startedAt": "2026-10-13T14:05:00+02:00",
  "answeredAt": "2026-10-13T14:05:12+02:00", "endedAt": "2026-10-13T14:07:40+02:00", "outcome": "answered", "callerNumber": "+31501240350",
  "callerIdShown": true, "opening": { "callerNamed": true, "principalNamed": true, "purposeNamed": true, "reasonStated": true, "recordingAnnounced": true },
  "recorded": true, "objectionOffer": "agent", "offerMade": true, "saleMade": false, "products": ["electricity"], "script": "herfst-2026-1",
  "agent": "agent-04", "reliesOn": { "basis": "consent", "ref": "G26-001" } }' | jq -r '"\(.ref) \(.status)"'

step "What the vault makes of it (the number is looked up by POST, never in an address)"
consumer=$(call principal POST "$P/consumers/search" '{ "phone": "0612480999" }' | jq -r .id)
call principal GET "$P/consumers/$consumer/dossier" >"$work/dossier.json"
jq -r '.calls[] | "call \(.ref) of \(.startedAt): basis to call \(.permission), conduct \(.conduct)",
  (.findings[] | select(.result != "met") | "  \(.result) \(.rule): \(.explanation.nl)")' "$work/dossier.json"
