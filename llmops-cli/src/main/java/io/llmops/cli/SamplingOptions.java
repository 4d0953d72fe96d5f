package io.llmops.cli;

import io.llmops.eval.sidebyside.Sampling;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that sweep over a model's parameters; each combination is a column. Used by one thread. */
final class SamplingOptions {

    @Option(
            names = "--temperature",
            paramLabel = "T",
            split = ",",
            description = "Temperatures from 0 to 2, separated by commas.")
    private List<Double> temperatures = List.of();

    @Option(names = "--top-p", paramLabel = "P", split = ",", description = "Top-p values above 0 and at most 1.")
    private List<Double> topPs = List.of();

    @Option(
            names = "--model-seed",
            paramLabel = "N",
            split = ",",
            description = "Seeds of the models; a provider that takes none ignores them.")
    private List<Integer> seeds = List.of();

    /** Every combination, or one set that leaves all to the model. */
    List<Sampling> sets() {
        return Sampling.sweep(temperatures, topPs, seeds);
    }
}
