# How somebody who carries chapters 3 to 6 out by hand may name files: what the text asks for comes about all the same.
# Names that others look for stay: those that Debian's packages, containerd, kubectl and the pods read, and those that commands of the text name.

# Chapter 3
s#/etc/docker/registry/registry\.#/etc/docker/registry/tls.#g
s#/usr/local/sbin/push-image#/usr/local/bin/push#g
s#unless="push-image #unless="push #; s#^push-image #push #
s#/etc/dnsmasq\.d/school\.conf#/etc/dnsmasq.d/lab.conf#g
s#/root/dns\b#/root/names#g

# Chapter 4
s#/home/student/\.kube/student\.#/home/student/.kube/me.#g
s#client-certificate: student.crt, client-key: student.key#client-certificate: me.crt, client-key: me.key#
s#/root/dashboard\b#/root/web#g
s#/etc/haproxy/dashboard\.cfg#/etc/haproxy/web.cfg#g
s#/etc/haproxy/celtic-web\.crt#/etc/haproxy/web-authority.crt#g
s#dashboard-proxy#web-proxy#g

# Chapters 5 and 6
s#keepalived\.service\.d/restart\.conf#keepalived.service.d/again.conf#g
s#pod-routes#routes-to-pods#g
s#/usr/local/lib/balancer#/opt/lb#g
s#/etc/balancer\b#/etc/lb#g
s#balancer\.service\.d/ingress\.conf#balancer.service.d/parts.conf#g
s#/root/certificates#/root/tls#g
