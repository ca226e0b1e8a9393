extension PackageStep {
    /// A program of each package is gone; the package is removed as far as dpkg knows.
    ///
    /// Removing it in earnest would stop its services and take its data: more than can be undone.
    public func mutations(on host: Host) -> [Mutation] {
        packages.flatMap { [programGone($0.name), recordGone($0.name)] }
    }

    private func programGone(_ package: String) -> Mutation {
        let mark = "/run/labctl-program-\(package)"
        return Mutation(
            "a program of package \(package) is gone",
            breaking: Script(
                """
                set -e
                list=(/var/lib/dpkg/info/\(package){,:*}.list)
                program=$(grep -hE '/s?bin/' "${list[@]}" 2>&- | head -n 1) || :
                [[ -n $program && -e $program ]] || exit 77
                mv -T -- "$program" "$program.labctl-aside"
                echo "$program" >\(mark)
                """),
            undoing: Script(
                "read -r program <\(mark) || exit 0\nmv -fT -- \"$program.labctl-aside\" \"$program\" && rm \(mark)"
            ))
    }

    /// What `apt-get remove` leaves in dpkg's own record.
    private func recordGone(_ package: String) -> Mutation {
        FileMutations.make(
            "package \(package) counts as removed", "/var/lib/dpkg/status",
            FileMutations.copy
                + "sed -i '/^Package: \(package.replacing(".", with: "\\."))$/,/^$/"
                + "s/^Status: .*/Status: deinstall ok config-files/' \"$path\"")
    }
}
