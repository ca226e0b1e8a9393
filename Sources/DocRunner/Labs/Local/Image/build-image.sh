#!/bin/bash
# Builds what every host of the embedded lab starts from: DIRECTORY/root, a small Debian with systemd and
# sshd, and DIRECTORY/packages, the packages that its hosts can install without a network.
#
#   build-image.sh key [PACKAGE…]                 print a digest of all that the image is made from
#   build-image.sh build DIRECTORY [PACKAGE…]     build it (root is a btrfs subvolume)
#
# PACKAGEs are what a lab's hosts can install besides, each with what it depends on.
#
# Mirror, suites, components and keyrings are those of this computer's own apt configuration; its own
# package lists are read and never changed.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

base_packages=(
    systemd systemd-sysv dbus openssh-server python3-minimal ca-certificates openssl sudo
    iproute2 iputils-ping iputils-arping netbase procps psmisc curl less vim-tiny nano kmod
    bash-completion libpam-cap tar gzip xz-utils diffutils
)

# One line is one download: what stands on a line is installed together, so two lines may conflict.
offline_packages=(
    "containerd runc containernetworking-plugins"
    "etcd-server etcd-client"
    "keepalived haproxy ipvsadm"
    "iptables nftables conntrack ipset ebtables arptables ethtool socat"
    "dnsmasq bind9-dnsutils bind9-host"
    "nginx-light libnginx-mod-stream"
    "nfs-ganesha nfs-ganesha-vfs libnfs-utils"
    "nfs-kernel-server nfs-common"
    "glusterfs-server glusterfs-client fuse3 libfuse3-3 libnfs13"
    "kubernetes-client"
    "docker-registry skopeo"
    "python3-kubernetes python3-aiohttp python3-jinja2 python3-cryptography"
    "prometheus prometheus-node-exporter"
    "jq busybox-static tcpdump iperf3 rsync git wget strace lsof netcat-openbsd traceroute mtr-tiny"
    "apache2-utils python3-yaml ansible-core cron logrotate rsyslog"
    "systemd-timesyncd systemd-resolved"
)

# Units that a host of the lab does not need to answer ssh; each costs time at every boot.
masked_units=(
    systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket
    systemd-udevd-kernel.socket systemd-hwdb-update.service systemd-networkd.service
    systemd-networkd.socket systemd-networkd-wait-online.service
    systemd-timesyncd.service systemd-update-utmp.service systemd-update-utmp-runlevel.service
    systemd-random-seed.service systemd-firstboot.service systemd-machine-id-commit.service
    systemd-journal-catalog-update.service systemd-journal-flush.service systemd-pstore.service
    systemd-ask-password-console.path systemd-ask-password-wall.path systemd-boot-system-token.service
    systemd-sysusers.service systemd-tmpfiles-setup-dev.service systemd-user-sessions.service
    kmod-static-nodes.service systemd-modules-load.service modprobe@.service ldconfig.service
    console-getty.service getty.target getty-static.service getty@tty1.service
    dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount
    sys-kernel-config.mount sys-fs-fuse-connections.mount systemd-remount-fs.service
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service
    fstrim.timer systemd-tmpfiles-clean.timer motd-news.timer nftables.service
)

fail() { echo "lab image: $*" >&2; exit 1; }

# Only the distribution's own archive goes into the hosts: its Release file says Origin: Debian. The Release files
# are fetched into a state of our own, whatever lists this computer has or has not.
apt_sources() {
    local state=$1 keyring=/usr/share/keyrings/debian-archive-keyring.gpg origin uri release component
    [ -r "$keyring" ] || fail "$keyring is missing; install debian-archive-keyring"
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    private_apt() { apt-get -q -o "Dir::State=$state" -o "Dir::Cache=$state/cache" "$@"; }
    private_apt update >&2 || echo 'lab image: some sources of this computer could not be read' >&2
    private_apt indextargets --format '$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' |
        sort -u | while IFS='|' read -r origin uri release component; do
        [ "$origin" = Debian ] || continue
        echo "deb [signed-by=$keyring] $uri $release $component"
    done
}

# What the image is made from: this recipe, and the sources that this computer's apt is configured with.
key() {
    { find /etc/apt -name '*.list' -o -name '*.sources' | sort | xargs cat "$self"; echo "$*"; } |
        sha256sum | cut -c1-16
}

# Proxies, certificates and credentials of this computer's apt, so that what it can reach we can reach.
apt_options() {
    apt-config dump Acquire | grep -E '^Acquire::(http|https|Check-|Retries|ForceIPv)' || true
}

codename() { . /etc/os-release; echo "$VERSION_CODENAME"; }

bootstrap() {
    local root=$1 sources=$2 options=$3 besides=$4 packages
    packages=$(IFS=,; echo "${base_packages[*]}")
    mmdebstrap --mode=root --variant=minbase --skip=check/empty --include="$packages" \
        --aptopt="$options" --aptopt='Apt::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt='force-unsafe-io' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
        --customize-hook="bash '$self' download \"\$1\" '$(dirname "$root")/packages' '$besides'" \
        --customize-hook="bash '$self' configure \"\$1\" '$(dirname "$root")/packages'" \
        "$(codename)" "$root" - <"$sources"
}

# Called inside the bootstrap, where apt knows the new root: fetch each line with what it depends on.
download() {
    local root=$1 pool=$2 besides=$3 line package wanted
    mkdir -p "$pool"
    for line in "${offline_packages[@]}"; do
        wanted=()
        for package in $line; do
            if APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-cache show --no-all-versions "$package" >/dev/null 2>&1
            then wanted+=("$package"); else echo "lab image: no package $package in this release" >&2; fi
        done
        [ ${#wanted[@]} = 0 ] && continue
        APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -q -y -o Debug::NoLocking=1 \
            --no-install-recommends --download-only install "${wanted[@]}"
    done
    for package in $besides; do
        { APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-cache show --no-all-versions "$package" >/dev/null &&
            APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -q -y -o Debug::NoLocking=1 \
                --no-install-recommends --download-only install "$package"; } ||
            fail "the package $package, of the lab file, cannot be had in this release"
    done
    find "$root/var/cache/apt/archives" -name '*.deb' -exec mv -t "$pool" {} +
    (cd "$pool" && dpkg-scanpackages --multiversion . /dev/null >Packages 2>/dev/null)
}

configure() {
    local root=$1 pool=$2 unit
    printf '%s\n' 'deb [trusted=yes] file:/srv/packages ./' >"$root/etc/apt/sources.list"
    rm -rf "$root"/etc/apt/sources.list.d/* "$root"/var/lib/apt/lists/*
    mkdir -p "$root/srv/packages" "$root/srv/artifacts" "$root/var/lib/apt/lists/partial"
    mount --bind "$pool" "$root/srv/packages"
    chroot "$root" apt-get -q update || { umount "$root/srv/packages"; fail 'apt-get update in the image'; }
    umount "$root/srv/packages"

    for unit in "${masked_units[@]}"; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
    # Not needed to boot, but `reboot` and `poweroff` ask for it by D-Bus.
    rm -f "$root/lib/systemd/system/multi-user.target.wants/systemd-logind.service"
    ln -sf /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
    rm -f "$root"/etc/ssh/ssh_host_* "$root"/etc/machine-id "$root"/var/lib/dbus/machine-id
    rm -f "$root"/etc/hostname "$root"/etc/resolv.conf
    : >"$root/etc/machine-id"
    : >"$root/etc/resolv.conf"
    : >"$root/etc/fstab"
    # systemd would make these subvolumes, which a snapshot of the host does not hold.
    mkdir -p "$root/etc/tmpfiles.d"
    ln -sf /dev/null "$root/etc/tmpfiles.d/systemd-nspawn.conf"
    ln -sf /dev/null "$root/etc/tmpfiles.d/portables.conf"
    # Without systemd-user-sessions nobody would lift the ban on logins that this sets while booting.
    ln -sf /dev/null "$root/etc/tmpfiles.d/systemd-nologin.conf"
    # Settings of the whole computer are not a host's to change at boot.
    rm -rf "$root"/usr/lib/sysctl.d/* "$root"/etc/sysctl.d/*
    mkdir -p "$root/etc/systemd/system.conf.d" "$root/etc/systemd/journald.conf.d" \
        "$root/etc/ssh/sshd_config.d" "$root/root/.ssh" "$root/etc/systemd/system/ssh.service.d"
    chmod 700 "$root/root/.ssh"
    cat >"$root/etc/systemd/system.conf.d/lab.conf" <<END
[Manager]
DefaultTimeoutStopSec=5s
LogLevel=notice
ShowStatus=no
END
    cat >"$root/etc/systemd/journald.conf.d/lab.conf" <<END
[Journal]
Storage=persistent
SystemMaxUse=64M
ReadKMsg=no
RateLimitIntervalSec=0
END
    cat >"$root/etc/systemd/system/ssh.service.d/lab.conf" <<END
[Service]
ExecStartPre=
END
    cat >"$root/etc/ssh/sshd_config.d/lab.conf" <<END
UseDNS no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxSessions 64
MaxStartups 256:30:512
PrintMotd no
PrintLastLog no
KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256
HostKey /etc/ssh/ssh_host_ed25519_key
END
    mkdir -p "$root/usr/lib/labctl"
    cat >"$root/usr/lib/labctl/init" <<'END'
#!/bin/sh
# The first process of a host of the lab: what a container manager mounts read-only and a kubelet must write
# becomes writable, mounts become shared, and systemd takes over.
mount --make-rshared /
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/*; do
    mountpoint -q "$hierarchy" && mount -o remount,bind,rw "$hierarchy" 2>/dev/null
done
mount -o remount,bind,ro /sys 2>/dev/null
exec /lib/systemd/systemd
END
    chmod 755 "$root/usr/lib/labctl/init"
    rm -rf "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb "$root"/tmp/* "$root"/var/log/*.log
}

build() {
    local directory=$1; shift
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    apt_sources "$work/apt" >"$work/sources.list"
    [ -s "$work/sources.list" ] || fail "this computer's apt reaches no Debian archive"
    apt_options >"$work/apt.conf"
    cp "$self" "$work/build-image.sh"
    self=$work/build-image.sh
    btrfs -q subvolume create "$directory/root"
    bootstrap "$directory/root" "$work/sources.list" "$work/apt.conf" "$*"
}

self=$(realpath "$0")
case "${1:-}" in
    key) key "${@:2}" ;;
    build) build "${@:2}" ;;
    download) download "$2" "$3" "$4" ;;
    configure) configure "$2" "$3" ;;
    *) fail 'usage: build-image.sh key [PACKAGE…] | build DIRECTORY [PACKAGE…]' ;;
esac
