#!/usr/bin/env bash
# Makes the release archive for this machine's target: binary, completions, man pages, license and README, with its checksum.
set -euo pipefail
cd "$(dirname "$0")"

target=$(rustc -vV | sed -n 's/^host: //p')
cargo build --release --locked --bin forty
binary=${CARGO_TARGET_DIR:-target}/release/forty
version=$("$binary" --version | cut -d ' ' -f 2)
name=forty-$version-$target
out=${CARGO_TARGET_DIR:-target}/dist
folder=$out/$name

rm -rf "$folder"
mkdir -p "$folder/completions"
cp "$binary" LICENSE README.md CHANGELOG.md "$folder/"
"$binary" man "$folder/man"
for shell in bash zsh fish powershell elvish; do
  "$binary" completions "$shell" >"$folder/completions/forty.$shell"
done
tar -C "$out" -czf "$out/$name.tar.gz" "$name"
(cd "$out" && { sha256sum "$name.tar.gz" 2>/dev/null || shasum -a 256 "$name.tar.gz"; } >"$name.tar.gz.sha256")
echo "$out/$name.tar.gz"
