#!/usr/bin/env bash
# Other people's clients against an S3 endpoint, ours: each copies a tree up and down, lists, uploads in parts, deletes.
#   clients.sh <endpoint> <folder for scratch>
# Needs R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY. A client that is not there is installed, or said to be skipped.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=servers/lib.sh
. "$here/servers/lib.sh"
endpoint=$1 scratch=$2
export LC_ALL=C.UTF-8 AWS_ACCESS_KEY_ID=$R2_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$R2_SECRET_ACCESS_KEY AWS_REGION=auto
# Some machines point this to a bundle that rclone cannot read; nothing here is encrypted.
unset AWS_CA_BUNDLE
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home
mkdir -p "$HOME"

# check <name> <command...>: passes if the command succeeds within two minutes.
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1 </dev/null); then pass "$client: $name"; else fail "$client: $name: $(tail -n 5 <<<"$output")"; fi
}

make_tree() {
  local name
  mkdir -p "$1/sub dir/deep" "$1/ünter"
  for name in plain.txt 'a b.txt' 'plus+sign' 'percent%20' '100%' 'Grüße.txt' 'sub dir/deep/ß.bin' 'hash#1' 'question?' 'amp&er=sand' \
    'brackets [1] (2){3}' "quote'" 'double"quote' 'ünter/🎉.txt' 'tilde~' 'colon:semi;comma,' 'at@dollar$bang!' 'star*' '<angle>' '日本語' '..dots..'; do
    echo "content of $name" >"$1/$name"
  done
  : >"$1/empty"
  head -c 12582913 /dev/urandom >"$1/large.bin" # three parts of 5 MiB, the last shorter
}

sums() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
same_tree() { diff <(sums "$1") <(sums "$2"); }
names() { (cd "$1" && find . -type f | sed 's|^\./||' | LC_ALL=C sort); }
# same_names <folder> <command that prints names>
same_names() {
  local folder=$1
  shift
  diff <(names "$folder") <("$@" | LC_ALL=C sort)
}
# contains <text> <command that prints it>; reads to the end, for grep -q would break the command's pipe
contains() { "${@:2}" 2>&1 | grep -F -- "$1" >/dev/null; }
fails() { ! "$@" >/dev/null 2>&1; }
answers() { [ "$(curl -s -o /dev/null -w '%{http_code}' "$2")" = "$1" ]; }

with_rclone() {
  client="rclone $(rclone version | head -n 1 | cut -d' ' -f2)"
  # Without NO_CHECK_BUCKET it creates the bucket again before it writes, and R2 answers 409 BucketConflict, a code that it does not know.
  export RCLONE_CONFIG_R2_NO_CHECK_BUCKET=true RCLONE_CONFIG=$HOME/rclone.conf
  : >"$RCLONE_CONFIG"
  export RCLONE_CONFIG_R2_TYPE=s3 RCLONE_CONFIG_R2_PROVIDER=Cloudflare RCLONE_CONFIG_R2_ENDPOINT=$endpoint RCLONE_CONFIG_R2_ENV_AUTH=true \
    RCLONE_CONFIG_R2_REGION=auto RCLONE_CONFIG_R2_ACL=private RCLONE_CONFIG_R2_CHUNK_SIZE=5Mi RCLONE_CONFIG_R2_UPLOAD_CUTOFF=5Mi
  r() { timeout 120 rclone --retries 1 --low-level-retries 1 "$@"; }
  RCLONE_CONFIG_R2_NO_CHECK_BUCKET=false check "makes a bucket" r mkdir r2:rclone-tree
  check "lists buckets" contains rclone-tree r lsf r2:
  check "copies a tree up" r copy "$tree" r2:rclone-tree/up
  check "lists the tree" same_names "$tree" r lsf -R --files-only r2:rclone-tree/up
  check "checks sizes and hashes" r check "$tree" r2:rclone-tree/up
  check "checks by reading all" r check --download "$tree" r2:rclone-tree/up
  check "copies the tree down" r copy r2:rclone-tree/up "$scratch/rclone-down"
  check "brings the tree back unchanged" same_tree "$tree" "$scratch/rclone-down"
  check "keeps times in metadata, so that a second sync moves nothing" contains 'There was nothing to transfer' r sync -v "$tree" r2:rclone-tree/up
  check "copies within the server" r copyto "r2:rclone-tree/up/Grüße.txt" "r2:rclone-tree/copy of Grüße"
  check "copies a large object within the server, in parts" r copyto --s3-copy-cutoff 5Mi r2:rclone-tree/up/large.bin r2:rclone-tree/large-copy
  check "reads a range" contains "$(head -c 1000010 "$tree/large.bin" | tail -c 10 | sha256sum)" bash -c \
    "timeout 60 rclone cat --offset 1000000 --count 10 r2:rclone-tree/large-copy | sha256sum"
  check "streams a body of unknown length" bash -c \
    "cat '$tree/large.bin' | timeout 60 rclone rcat r2:rclone-tree/streamed && timeout 60 rclone cat r2:rclone-tree/streamed | cmp - '$tree/large.bin'"
  check "shares an object" answers 200 "$(r link 'r2:rclone-tree/up/a b.txt')"
  check "moves within the server" r moveto "r2:rclone-tree/up/hash#1" "r2:rclone-tree/moved#1"
  check "deletes one" r deletefile "r2:rclone-tree/moved#1"
  check "no longer has what is deleted" fails contains 'moved#1' r lsf r2:rclone-tree
  check "cleans up uploads" r cleanup r2:rclone-tree
  check "deletes a tree and its bucket" r purge r2:rclone-tree
  check "no longer lists the bucket" fails contains rclone-tree r lsf r2:
}

with_s3cmd() {
  client="s3cmd $(s3cmd --version | cut -d' ' -f3)"
  local host=${endpoint#http://}
  cat >"$HOME/s3cfg" <<C
[default]
access_key = $R2_ACCESS_KEY_ID
secret_key = $R2_SECRET_ACCESS_KEY
host_base = $host
host_bucket = $host
use_https = False
bucket_location = auto
multipart_chunk_size_mb = 5
C
  s() { timeout 120 s3cmd -c "$HOME/s3cfg" --no-progress "$@"; }
  s_names() { s ls --recursive s3://s3cmd-tree/up/ | sed 's|^.*s3://s3cmd-tree/up/||'; }
  check "makes a bucket" s mb s3://s3cmd-tree
  check "lists buckets" contains s3://s3cmd-tree s ls
  check "copies a tree up, the large file in parts" s sync "$tree/" s3://s3cmd-tree/up/
  check "lists the tree" same_names "$tree" s_names
  check "copies the tree down" s sync s3://s3cmd-tree/up/ "$scratch/s3cmd-down/"
  check "brings the tree back unchanged" same_tree "$tree" "$scratch/s3cmd-down"
  check "finds nothing to do the second time" fails contains upload: s sync "$tree/" s3://s3cmd-tree/up/
  check "uploads one" s put --add-header=x-amz-meta-colour:blue "$tree/a b.txt" "s3://s3cmd-tree/one two"
  check "shows its metadata" contains blue s info "s3://s3cmd-tree/one two"
  check "copies within the server" s cp "s3://s3cmd-tree/one two" "s3://s3cmd-tree/copy+of"
  check "moves within the server" s mv "s3://s3cmd-tree/copy+of" "s3://s3cmd-tree/moved"
  check "changes metadata" s modify --add-header=Cache-Control:no-store s3://s3cmd-tree/moved
  check "downloads one" s get s3://s3cmd-tree/moved "$scratch/s3cmd-moved"
  check "downloads it unchanged" cmp "$tree/a b.txt" "$scratch/s3cmd-moved"
  check "lists uploads in progress" s multipart s3://s3cmd-tree
  check "shows how much there is" s du s3://s3cmd-tree
  check "deletes one" s del s3://s3cmd-tree/moved
  check "deletes a tree" s del --recursive --force s3://s3cmd-tree
  check "removes the bucket" s rb s3://s3cmd-tree
}

# The first version knows neither --copy-props nor what else is tried here; a machine may have it before Debian's on its path.
has_aws() { [ -x /usr/bin/aws ] || [[ $(aws --version 2>&1) == aws-cli/2.* ]]; }

with_aws() {
  local aws=/usr/bin/aws
  [ -x "$aws" ] || aws=$(command -v aws)
  client="awscli $("$aws" --version 2>&1 | sed 's|^aws-cli/\([^ ]*\).*|\1|')"
  export AWS_CONFIG_FILE=$HOME/aws AWS_PAGER=
  printf '[default]\ns3 =\n  addressing_style = path\n  multipart_threshold = 5MB\n  multipart_chunksize = 5MB\n' >"$AWS_CONFIG_FILE"
  a() { timeout 120 "$aws" --endpoint-url "$endpoint" "$@"; }
  a_names() { a s3api list-objects-v2 --bucket aws-tree --prefix up/ --query 'Contents[].[Key]' --output text | sed 's|^up/||'; }
  upload() { # in parts, by hand
    local id etag
    id=$(a s3api create-multipart-upload --bucket aws-tree --key 'by hand' --query UploadId --output text) &&
      etag=$(a s3api upload-part --bucket aws-tree --key 'by hand' --upload-id="$id" --part-number 1 --body "$tree/plain.txt" --query ETag --output text) &&
      contains "$(stat -c %s "$tree/plain.txt")" a s3api list-parts --bucket aws-tree --key 'by hand' --upload-id="$id" --query 'Parts[].Size' --output text &&
      contains "$id" a s3api list-multipart-uploads --bucket aws-tree &&
      a s3api complete-multipart-upload --bucket aws-tree --key 'by hand' --upload-id="$id" --multipart-upload "Parts=[{PartNumber=1,ETag=$etag}]"
  }
  check "makes a bucket" a s3 mb s3://aws-tree
  check "lists buckets" contains aws-tree a s3 ls
  check "copies a tree up, the large file in parts" a s3 sync --only-show-errors "$tree" s3://aws-tree/up
  check "lists the tree" same_names "$tree" a_names
  check "copies the tree down" a s3 sync --only-show-errors s3://aws-tree/up "$scratch/aws-down"
  check "brings the tree back unchanged" same_tree "$tree" "$scratch/aws-down"
  check "finds nothing to do the second time" fails contains upload: a s3 sync "$tree" s3://aws-tree/up
  # It asks for the tags of what it copies in parts; R2 has none and answers 501.
  check "copies within the server, in parts" a s3 cp --only-show-errors --copy-props metadata-directive s3://aws-tree/up/large.bin s3://aws-tree/copy.bin
  check "reads a range" a s3api get-object --bucket aws-tree --key copy.bin --range bytes=5-9 "$scratch/aws-range"
  check "reads the right range" cmp <(head -c 10 "$tree/large.bin" | tail -c 5) "$scratch/aws-range"
  check "uploads in parts by hand" upload
  check "reads the head" contains '"ContentLength"' a s3api head-object --bucket aws-tree --key 'by hand'
  check "shares an object" answers 200 "$(a s3 presign "s3://aws-tree/by hand")"
  check "moves within the server" a s3 mv --only-show-errors 's3://aws-tree/by hand' 's3://aws-tree/moved by hand'
  check "deletes some in a batch" contains '"moved by hand"' a s3api delete-objects --bucket aws-tree --delete '{"Objects":[{"Key":"moved by hand"},{"Key":"copy.bin"}]}'
  check "deletes a tree" a s3 rm --only-show-errors --recursive s3://aws-tree/up
  check "removes the bucket" a s3 rb s3://aws-tree
}

tree=$scratch/tree
make_tree "$tree"
has_rclone() { have rclone; }
has_s3cmd() { have s3cmd; }
for client in rclone:rclone s3cmd:s3cmd aws:awscli; do
  if "has_${client%:*}" || why=$(apt_install "${client#*:}"); then "with_${client%:*}"; else skip "${client#*:}: $why"; fi
done
summary
[ "$failed" -eq 0 ]
