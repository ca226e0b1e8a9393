( case a in a) echo 1;; esac; echo {{v}} )
