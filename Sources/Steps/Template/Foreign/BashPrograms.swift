/// The programs and builtins of which labctl knows that they take their words as data.
///
/// It is a list of what is good, so that a program that nobody thought of is refused.
enum BashPrograms {
    /// They take their standard input as data as well.
    static let readers = Set(
        """
        : true false echo printf test [ sleep read mapfile readarray cat tee grep egrep fgrep cut tr head tail wc sort uniq
        tac rev nl fold paste comm join column fmt od hexdump xxd base64 base32 md5sum sha1sum sha224sum sha256sum
        sha384sum sha512sum b2sum cksum gzip gunzip zcat xz unxz xzcat bzip2 bunzip2 zstd jq awk gawk mawk sed openssl
        chpasswd logger diff cmp dd iconv install
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// They take their words as data; what they read from standard input may be more.
    static let others = Set(
        """
        curl wget kubectl systemctl ip ss ping dig host nslookup getent id ls stat readlink realpath basename dirname seq du
        df ps pgrep pkill kill cp mv rm rmdir mkdir chown chmod chgrp ln touch truncate mktemp mount umount findmnt
        mountpoint sysctl modprobe lsmod useradd usermod userdel groupadd groupmod groupdel gpasswd hostnamectl
        timedatectl localectl journalctl date uname hostname whoami nproc uuidgen swapoff swapon sync apt-get apt
        apt-mark apt-cache dpkg dpkg-query update-ca-certificates tar find unzip kubeadm etcdctl crictl iptables ip6tables
        ipset bridge cd pwd shift return exit break continue umask unset set shopt export local readonly declare typeset
        wait type command exec sudo env timeout nice nohup
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// The beginnings of words by which some of them run programs, or read commands or settings.
    static let traps: [String: [String]] = [
        "apt": ["-o", "-c", "--option", "--config"], "apt-get": ["-o", "-c", "--option", "--config"],
        "crictl": ["exec", "attach", "--config"], "curl": ["-K", "--conf", "-:", "--next"],
        "dpkg": ["--pre-invoke", "--post-invoke", "--status-logger"], "etcdctl": ["watch", "lock", "elect"],
        "find": ["-exec", "-ok", "-fprint", "-fls", "-files0"], "install": ["--strip-program"],
        "ip": ["exec", "-b", "--b"], "kubectl": ["--exec", "-f-"],
        "mount": ["fuse", "-tfuse", "--types=fuse"], "sort": ["--compress", "--files0"],
        "systemctl": ["edit", "-H", "--host"],
        "tar": ["--checkpoint", "--to-c", "--use-c", "-I", "--rsh", "--rmt", "--info-s", "--new-v", "-F"],
        "useradd": ["-K"], "wget": ["-e", "--exec", "--use-a", "-i", "--input", "--config"],
    ]

    /// Of programs that have verbs, those that run nothing.
    static let verbs: [String: Set<String>] = [
        "kubectl": [
            "get", "create", "apply", "delete", "describe", "label", "annotate", "patch", "config", "wait",
            "rollout", "scale", "taint", "cordon", "uncordon", "drain", "logs", "version", "cluster-info",
            "api-resources", "auth", "set", "expose", "top", "certificate",
        ],
        "openssl": [
            "x509", "req", "dgst", "enc", "rand", "pkey", "base64", "verify", "genrsa", "genpkey", "rsa",
            "ec",
            "ecparam", "passwd", "pkcs12", "pkcs8", "crl", "sha256", "md5",
        ],
    ]

    /// Options before a verb that take the next word.
    static let optionsOfVerbs: Set = ["-n", "--namespace", "--kubeconfig", "--context", "-s", "--server"]

    /// Whether a variable of that name is more than data to bash, or to programs that it is handed on to.
    static func isSpecial(_ variable: String) -> Bool {
        specialNames.contains(variable) || specialBeginnings.contains(where: variable.hasPrefix)
    }

    /// They may be made of themselves: `PATH=$PATH:/opt/bin`.
    static let extended: Set = ["PATH", "HOME", "IFS"]

    private static let specialNames = Set(
        """
        PATH HOME IFS CDPATH ENV SHELLOPTS SHELL PROMPT_COMMAND PROMPT_DIRTRIM TMOUT RANDOM SRANDOM SECONDS LINENO OPTIND
        OPTERR EPOCHSECONDS EPOCHREALTIME DIRSTACK EUID UID PPID GROUPS FUNCNAME FUNCNEST IGNOREEOF COLUMNS LINES MAIL
        MAILCHECK MAILPATH FCEDIT EDITOR VISUAL PAGER LESS LESSOPEN LESSCLOSE MANPAGER BROWSER SYSTEMD_PAGER
        SYSTEMD_LESS SYSTEMD_EDITOR KUBE_EDITOR KUBECTL_EXTERNAL_DIFF CURL_HOME WGETRC OPENSSL_CONF OPENSSL_ENGINES
        GCONV_PATH TAR_OPTIONS MAKEFLAGS TERM TERMINFO TERMCAP INPUTRC HOSTFILE GLOBIGNORE EXECIGNORE POSIXLY_CORRECT
        SUDO_ASKPASS SUDO_EDITOR APT_CONFIG AWKPATH AWKLIBPATH XZ_OPT GZIP
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
    private static let specialBeginnings = [
        "BASH", "COMP_", "COMPREPLY", "LD_", "PS", "HIST", "GIT_", "PYTHON", "PERL", "RUBY", "NODE_", "SSH_",
        "GLIBC_", "MALLOC_", "DPKG_",
    ]

    /// Whether something else carries out a file by its name: a program, a unit, a shell's beginning, a table of cron's.
    static func runs(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        if let dot = name.lastIndex(of: "."), programEnds.contains(String(name[name.index(after: dot)...])) {
            return true
        }
        return programFolders.contains { path.hasPrefix($0) } || programNames.contains(name)
    }

    private static let programEnds: Set = [
        "sh", "bash", "zsh", "py", "pl", "rb", "lua", "awk", "sed", "js", "php", "mk", "rules", "service",
        "timer",
        "socket", "path", "mount", "automount", "slice", "target", "desktop",
    ]
    private static let programFolders = [
        "/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/", "/etc/cron",
        "/var/spool/cron", "/etc/sudoers", "/etc/init.d/", "/etc/profile", "/etc/update-motd.d/", "/dev/fd/",
        "/proc/",
    ]
    private static let programNames: Set = [
        ".bashrc", ".profile", ".bash_profile", ".bash_login", ".bash_logout", "bash.bashrc", "rc.local",
        "Makefile",
        ".curlrc", ".wgetrc", "authorized_keys", "ld.so.preload",
    ]
}
