#!/usr/bin/env bash
# Makes the release archive for this machine's target: binary, completions, man pages, license and README, with its checksum.
# With --sync it also has the second binary, forty-sync, with its completions, man pages and document.
set -euo pipefail
cd "$(dirname "$0")"

case ${1:-} in
  '') programs=(forty) ;;
  --sync) programs=(forty forty-sync) ;;
  *)
    echo "usage: $0 [--sync]" >&2
    exit 2
    ;;
esac

target=$(rustc -vV | sed -n 's/^host: //p')
# One after the other: what forty-sync needs must not be in forty.
cargo build --release --locked --bin forty
if [ "${#programs[@]}" = 2 ]; then cargo build --release --locked --bin forty-sync --features sync; fi
built=${CARGO_TARGET_DIR:-target}/release
version=$("$built/forty" --version | cut -d ' ' -f 2)
name=forty-$version-$target
out=${CARGO_TARGET_DIR:-target}/dist
folder=$out/$name

rm -rf "$folder"
mkdir -p "$folder/completions"
cp LICENSE README.md CHANGELOG.md "$folder/"
for program in "${programs[@]}"; do
  cp "$built/$program" "$folder/"
  "$built/$program" man "$folder/man"
  for shell in bash zsh fish powershell elvish; do
    "$built/$program" completions "$shell" >"$folder/completions/$program.$shell"
  done
done
if [ "${#programs[@]}" = 2 ]; then
  # The README names it there; it names the other.
  mkdir "$folder/docs"
  cp docs/sync.md docs/format.md "$folder/docs/"
fi
tar -C "$out" -czf "$out/$name.tar.gz" "$name"
(cd "$out" && { sha256sum "$name.tar.gz" 2>/dev/null || shasum -a 256 "$name.tar.gz"; } >"$name.tar.gz.sha256")
echo "$out/$name.tar.gz"
