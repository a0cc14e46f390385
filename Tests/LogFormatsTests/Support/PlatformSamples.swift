/// Good records of CG-NAT platforms, as ``sampleLines``; each gives one event.
let platformSamples: [String: [String]] = [:]
