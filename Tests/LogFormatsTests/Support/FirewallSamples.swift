/// Good records of firewalls that translate, as ``sampleLines``; each gives one event, apart from
/// those of logs that are no translations.
let firewallSamples: [String: [String]] = [:]
