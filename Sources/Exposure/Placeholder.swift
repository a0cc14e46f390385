import NATModel
