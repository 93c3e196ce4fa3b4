#!/bin/sh
VIP=192.0.2.50
echo 1 > /proc/sys/net/ipv4/ip_forward
/sbin/ipvsadm -C
/sbin/ipvsadm -A -t $VIP:80 -s wlc   # the web
/sbin/ipvsadm -a -t $VIP:80 -r 10.0.0.11:80 -m -w 1
/sbin/ipvsadm -a -t $VIP:80 -r 10.0.0.12:80 -m -w 2
