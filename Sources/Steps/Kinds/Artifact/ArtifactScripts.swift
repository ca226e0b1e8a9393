/// The bash that looks at artifacts on a host and installs them.
enum ArtifactScripts {
    /// `get URL OPTION …` fetches by curl(1). The URL may hold a password: it goes over standard input. It is one line
    /// (`Fields.url`), and no pattern that stands for several; no redirection leads to a file of the host.
    ///
    /// `want DIGEST` or `want - SUMS NAME` sets `wanted`, to `-` where a SHA256SUMS file has no line for the name.
    static let want = """
        get() {
            local url=${1//\\\\/%5C}
            printf 'url = "%s"\\n' "${url//\\"/%22}" | curl -fsSLg --proto =http,https --config - "${@:2}"
        }
        search() {
            local digest name
            while read -r digest name; do
                name=${name#\\*}
                if [[ ${name##*/} == "$1" ]]; then wanted=$digest; fi
            done
        }
        want() {
            wanted=$1
            if [[ $wanted != - ]]; then return; fi
            case $2 in
                file://*) search "$3" <"${2#file://}" ;;
                *) search "$3" < <(get "$2" --max-time \(Script.seconds(20))) ;;
            esac
        }
        form='%i:%s:%.9Y:%.9Z %a \(FileOwner.form) %n'

        """

    /// `look PATH …` prints mode, owner, digest found and digest wanted, or `absent`.
    ///
    /// `paths` holds all paths; one stat(1) for all, and no digest computed while its record is good.
    static let look = """
        declare -A facts=()
        while read -r key mode owner name; do
            facts[$name]="$key $mode $owner"
        done < <(stat -L -c "$form" -- "${paths[@]}" 2>&-)
        look() {
            local all=${facts[$1]-} known= digest=
            if [[ -z $all || ! -f $1 ]]; then echo absent; return; fi
            { read -r known digest <"/var/lib/labctl/digests/${1//\\//%}"; } 2>&-
            if [[ $known != "${all%% *}" ]]; then read -r digest _ < <(sha256sum <"$1"); fi
            want "${@:2}"
            printf '%s %s %s\\n' "${all#* }" "$digest" "$wanted"
        }

        """

    /// `install_file PATH URL …` fetches, compares, moves and remembers.
    static let install = """
        install_file() {
            local found key record=/var/lib/labctl/digests/${1//\\//%}
            part=$1.labctl-part
            mkdir -p -- "${1%/*}/"
            trap 'rm -f -- "$part"' EXIT
            case $2 in
                local:*) ;;
                file://*) cp -- "${2#file://}" "$part" ;;
                *) get "$2" --retry 2 --connect-timeout \(Script.seconds(10)) -o "$part" ;;
            esac
            read -r found _ < <(sha256sum <"$part")
            want "${@:3}"
            if [[ $found != "$wanted" ]]; then
                echo "the digest of $2 is $found, not $wanted: it is damaged, or another version is meant" >&2
                return 1
            fi
            permit "$part"
            mv -fT -- "$part" "$1"
            read -r key _ < <(stat -L -c "$form" -- "$1")
            { mkdir -p "${record%/*}" && echo "$key $found" >"$record"; } || :
        }

        """
}
