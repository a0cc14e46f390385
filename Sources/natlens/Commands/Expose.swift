import ArgumentParser
import Evidence
import Exposure
import NATModel

/// `natlens expose`: the matrix of one world.
struct Expose: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expose",
    abstract: "How often each retention regime answers \"who was it?\", and what it reveals.",
    discussion: """
      The inputs make one world: NAT logs or captures, and beside them, where there are any, the \
      list of subscribers, the NAT's configuration, a list of names and addresses, access logs \
      (their lines become the requests) and truth. A directory is read whole.

      EXAMPLES
        natlens expose samples/lab/recordings/wide-pool
        natlens expose town/ --variants tagged-connections,binding-5min
        natlens expose nat.log.gz subscribers.csv access.log --tolerance 2s --json
      """)

  @OptionGroup var asking: RequestOptions
  @OptionGroup var varying: VariantOptions
  @OptionGroup var measuring: MeasureOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var window: TimeWindowOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let variants = try varying.regimes()
    let chosen = try measuring.ids()
    let intake = try Intake(
      input, from: window.from, to: window.to, exporterClocks: asking.exporterClocks)
    let world = try intake.world(from: input.inputs, digests: output.json)
    let evaluation = try Evaluating(
      asking: asking, threads: intake.threads, seed: output.seed, variants: variants,
      measures: chosen
    ).evaluate(world)
    let measures = Exposure.Measures.described.filter { chosen?.contains($0.id) ?? true }
    if output.json {
      let provenance = try world.provenance(asking: asking, output: output)
      Terminal.output(
        ExposeDocument(evaluations: [evaluation], measures: measures, provenance: provenance).text)
    } else {
      Terminal.output(
        TextReport(
          evaluations: [evaluation], measures: measures, tolerance: asking.tolerance.nanoseconds
        ).text)
    }
    try world.checkRejects(input)
  }
}
