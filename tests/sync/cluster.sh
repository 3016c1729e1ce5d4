#!/usr/bin/env bash
# Tests `forty-sync` against a cluster of three Garage nodes on loopback, and prints what the programs say. It needs the
# program garage (`cargo install garage --locked`, with libsodium's headers); GARAGE names another one.
set -euo pipefail
cd "$(dirname "$0")/../.."
garage=${GARAGE:-garage}
if ! command -v "$garage" >/dev/null; then
  echo "no program $garage: install it with \`cargo install garage --locked\`, or name it in GARAGE" >&2
  exit 1
fi
GARAGE=$garage exec cargo test --locked --features sync-test --test sync cluster:: -- --ignored --nocapture --test-threads 1 "$@"
