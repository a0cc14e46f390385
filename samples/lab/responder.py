"""Answers every UDP datagram with one of the same length, on the addresses and ports given as ADDRESS:PORT.

Stands for the time server and the voice relay of the lab, so that the NAT also has UDP bindings to make.
"""
import selectors
import socket
import sys

listeners = selectors.DefaultSelector()
for place in sys.argv[1:]:
    address, port = place.split(":")
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listener.bind((address, int(port)))
    listeners.register(listener, selectors.EVENT_READ)
while True:
    for key, _ in listeners.select():
        data, sender = key.fileobj.recvfrom(2048)
        key.fileobj.sendto(bytes(len(data)), sender)
