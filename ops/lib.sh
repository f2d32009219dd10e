# shellcheck shell=bash
# Shared by the commands in ops/ and by .ci/run. Sourced, not run.

REPO="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
EMBEDDED="$REPO/ops/embedded"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# Build servers stay behind as processes after a build, and none of these commands may leave one.
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# VAULT_DATA as an absolute path: the services run elsewhere than the caller, and are recognised by their paths.
resolve_data() {
  local wanted="${VAULT_DATA:-$REPO/.vault}"
  mkdir -p "$wanted" || fail "Cannot create $wanted. Set VAULT_DATA to a directory of your own."
  [[ -w "$wanted" && -x "$wanted" ]] || fail "Cannot write to $wanted. Was it made by another user? Set VAULT_DATA to a directory of your own."
  VAULT_DATA="$(cd "$wanted" && pwd -P)"
  export VAULT_DATA
}

# Ends a process group: asks first, insists after SECONDS (20).
end_group() {
  local group="$1" tries patience="${2:-20}"
  kill -TERM -- "-$group" 2>/dev/null || return 0
  for ((tries = 0; tries < patience * 10; tries++)); do
    kill -0 -- "-$group" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "-$group" 2>/dev/null || true
}

BOUNDED=""
# How many seconds a command run by `bounded` has for its own cleaning up. .ci/run, which runs these very commands, gives more.
BOUNDED_PATIENCE=5

# bounded SECONDS COMMAND... : runs a program in a process group of its own and waits, so that a signal to us is handled at once and
# the whole group can be ended, and so that it cannot run for ever.
bounded() {
  setsid timeout --kill-after="$BOUNDED_PATIENCE" "$@" </dev/null &
  await_bounded
}

# bounded_to LOG SECONDS COMMAND... : the same, its output to a file. Redirecting `bounded` itself would send what our traps say there too.
bounded_to() {
  local log="$1"
  shift
  setsid timeout --kill-after="$BOUNDED_PATIENCE" "$@" </dev/null >"$log" 2>&1 &
  await_bounded
}

await_bounded() {
  local code=0
  BOUNDED=$!
  wait "$BOUNDED" || code=$?
  end_bounded
  return "$code"
}

# Ends what `bounded` started and anything it left behind.
end_bounded() {
  [[ -n "$BOUNDED" ]] || return 0
  local group="$BOUNDED"
  BOUNDED=""
  end_group "$group" "$BOUNDED_PATIENCE"
}

# run_logged LOG MESSAGE SECONDS COMMAND... : quiet when all goes well; otherwise says what failed and shows the end of its log.
run_logged() {
  local log="$1" message="$2" began=$SECONDS
  shift 2
  say "$message"
  mkdir -p "$(dirname "$log")"
  if bounded_to "$log" "$@"; then
    return 0
  fi
  say "That failed after $((SECONDS - began)) s. The log is $log; its end:" >&2
  tail -n 25 "$log" | sed 's/^/    /' >&2
  return 1
}

# remove_with_services DIRECTORY : deletes it, with the services started under it. What was killed could not stop its own.
remove_with_services() {
  local state
  while IFS= read -r state; do
    VAULT_DATA="$(dirname "$state")" "$REPO/ops/services" clean >/dev/null || say "The services in $(dirname "$state") could not be stopped."
  done < <(find "$1" -name services.json -not -path '*/data/*' 2>/dev/null)
  rm -rf "$1"
}

require_node() {
  command -v node >/dev/null || fail "Node.js 20 or newer is needed (it runs the embedded PostgreSQL and blob server), and no node is on the PATH."
  local major
  major="$(node -p 'process.versions.node.split(".")[0]')"
  ((major >= 20)) || fail "Node.js 20 or newer is needed; this one is $(node --version)."
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is needed, and no dotnet is on the PATH."
  local found
  found="$(cd "$REPO" && dotnet --list-sdks)"
  [[ $'\n'"$found" == *$'\n10.'* ]] || fail "The .NET 10 SDK is needed; found: ${found//$'\n'/, }"
}

# Whether the node_modules of a directory hold what its lock file says, for this platform. Asked of the files, so it needs no network.
node_modules_current() {
  node --input-type=module - "$1" <<'JS'
import { readFileSync } from 'node:fs';
const read = (file) => JSON.parse(readFileSync(`${process.argv[2]}/${file}`, 'utf8')).packages;
try {
  const installed = read('node_modules/.package-lock.json');
  const stale = Object.entries(read('package-lock.json'))
    .filter(([path, wanted]) => path && !(wanted.optional && !installed[path]))
    .filter(([path, wanted]) => installed[path]?.integrity !== wanted.integrity);
  process.exit(stale.length ? 1 : 0);
} catch {
  process.exit(1);
}
JS
}

install_node_modules() {
  node_modules_current "$EMBEDDED" && return
  command -v npm >/dev/null || fail "npm is needed once, to fetch the embedded services, and is not on the PATH."
  # No install scripts: the one that matters (PostgreSQL's symbolic links) is run by ops/services when it is needed.
  run_logged "$VAULT_DATA/logs/npm.log" "Fetching the embedded services (once, about a minute) ..." \
    1800 npm ci --prefix "$EMBEDDED" --ignore-scripts --prefer-offline --no-audit --no-fund ||
    fail "npm could not fetch the embedded services. It needs the npm registry the first time."
}

PAGES="$REPO/ops/pages"

# What looks at the consumers' pages in a browser. LOG is where npm and apt write.
install_page_check() {
  local log="$1"
  if ! node_modules_current "$PAGES"; then
    command -v npm >/dev/null || fail "npm is needed once, to fetch what looks at the pages, and is not on the PATH."
    run_logged "$log" "Fetching what looks at the consumers' pages (once) ..." \
      900 npm ci --prefix "$PAGES" --ignore-scripts --prefer-offline --no-audit --no-fund ||
      fail "npm could not fetch what looks at the pages. It needs the npm registry the first time."
  fi
  install_chromium "$log"
}

# A browser: one that is there, the one that CHROMIUM names, or Debian's. Where none can be had, the test that needs it says so.
install_chromium() {
  local log="$1" candidate
  for candidate in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [[ -z "$candidate" || ! -x "$candidate" ]] || return 0
  done
  if ((EUID == 0)) && command -v apt-get >/dev/null; then
    run_logged "$log" "Installing Chromium (once, about a minute) ..." 900 \
      bash -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium' || true
  fi
}
