#!/usr/bin/env bash
# One node of Ceph's RADOS Gateway, in memory, without systemd or cephx:  radosgw.sh install | start | stop
#   STATE  folder for everything; start wipes it and writes the endpoint to $STATE/endpoint
#   R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY  the key pair to accept
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$here/lib.sh"

daemons() { have radosgw radosgw-admin ceph-mon ceph-osd ceph monmaptool curl; }
in_background() { # name, command...: its own process id, not a shell's, goes to $STATE/name.pid
  local name=$1
  shift
  (exec "$@") >"$STATE/$name.out" 2>&1 </dev/null &
  echo $! >"$STATE/$name.pid"
}

write_config() { # file system id, port, port of the monitor
  cat >"$STATE/ceph.conf" <<C
[global]
fsid = $1
mon host = v2:127.0.0.1:$3/0
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
ms mon cluster mode = crc
ms mon service mode = crc
ms cluster mode = crc
ms service mode = crc
ms client mode = crc
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 2000
mon data avail crit = 1
mon data avail warn = 2
run dir = $STATE/run
admin socket = $STATE/run/\$name.asok
pid file = $STATE/run/\$name.daemonpid
log file = $STATE/\$name.log
crash dir = $STATE/run
[mon]
mon data = $STATE/mon
mgr initial modules =
[osd]
osd data = $STATE/osd
osd objectstore = memstore
memstore device bytes = 4294967296
[client.rgw.a]
rgw frontends = beast endpoint=127.0.0.1:$2 tcp_nodelay=1
rgw crypt require ssl = false
rgw relaxed region enforcement = true
C
}

start() {
  local fsid port monitor
  rm -rf "$STATE"
  mkdir -p "$STATE"/{mon,osd,run}
  fsid=$(</proc/sys/kernel/random/uuid) port=$(free_port) monitor=$(free_port)
  write_config "$fsid" "$port" "$monitor"
  local conf=(--conf "$STATE/ceph.conf")
  {
    monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor]" "$STATE/monmap"
    ceph-mon "${conf[@]}" --mkfs -i a --monmap "$STATE/monmap"
    in_background mon ceph-mon "${conf[@]}" -f -i a
    tr -d '\n' </proc/sys/kernel/random/uuid >"$STATE/osd.uuid"
    timeout 30 ceph "${conf[@]}" --connect-timeout 20 osd new "$(<"$STATE/osd.uuid")"
    ceph-osd "${conf[@]}" -i 0 --mkfs --osd-uuid "$(<"$STATE/osd.uuid")"
    in_background osd ceph-osd "${conf[@]}" -f -i 0
    wait_for 30 eval "timeout 10 ceph --conf '$STATE/ceph.conf' osd stat | grep -q '1 up'"
    timeout 60 radosgw-admin "${conf[@]}" user create --uid test --display-name test \
      --access-key "$R2_ACCESS_KEY_ID" --secret-key "$R2_SECRET_ACCESS_KEY" --max-buckets 0
    local class=(--placement-id default-placement --storage-class STANDARD_IA)
    timeout 60 radosgw-admin "${conf[@]}" zonegroup placement add --rgw-zonegroup default "${class[@]}"
    timeout 60 radosgw-admin "${conf[@]}" zone placement add --rgw-zone default "${class[@]}" --data-pool default.rgw.ia.data
    in_background rgw radosgw "${conf[@]}" -f -n client.rgw.a
    wait_for 60 curl -sf -o /dev/null "http://127.0.0.1:$port/"
  } >"$STATE/start.log" 2>&1 || { tail -n 20 "$STATE/start.log" "$STATE"/*.out; return 1; }
  echo "http://127.0.0.1:$port" >"$STATE/endpoint"
}

case ${1:?} in
  install)
    daemons || apt_install radosgw ceph-mon ceph-osd ceph-common curl
    # The table of what it lacks is for this version; another one would be judged by it wrongly.
    radosgw --version | grep -q 'version 16\.2\.' || { echo "the checks know radosgw 16.2 (Debian 12), here is $(radosgw --version)"; exit 1; }
    ;;
  start) start ;;
  stop) for name in rgw osd mon; do stop_process "$STATE/$name.pid" "$STATE/ceph.conf"; done ;;
  *) exit 2 ;;
esac
