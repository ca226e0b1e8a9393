case abc in {{v}}) echo yes;; *) echo no;; esac
