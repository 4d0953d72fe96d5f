package io.llmops.eval.experiment;

import static java.util.Objects.requireNonNull;

import io.llmops.api.eval.Example;
import io.llmops.api.eval.ExperimentRow;
import io.llmops.api.eval.ExperimentRun;
import io.llmops.api.eval.Metric;
import io.llmops.api.eval.Output;
import io.llmops.api.eval.Score;
import io.llmops.eval.internal.FailureName;
import io.llmops.eval.internal.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs what an experiment still lacks. */
final class ExperimentRunner {

    private record Job(Example example, String subject, int repeat) {
        OutputKey key() {
            return new OutputKey(example.id(), subject, repeat);
        }
    }

    private final Experiment plan;

    ExperimentRunner(Experiment plan) {
        this.plan = plan;
    }

    ExperimentResult run() {
        List<Job> jobs = jobs();
        ExperimentRun run = new ExperimentRun(
                plan.id,
                plan.name,
                Fingerprint.of(plan.examples),
                List.copyOf(plan.subjects.keySet()),
                plan.repeats,
                plan.clock.instant());
        Journal journal =
                Journal.open(run, plan.store, jobs.stream().map(Job::key).toList(), plan.retryFailed, plan.onProgress);
        List<Job> todo = jobs.stream().filter(j -> journal.lacks(j.key())).toList();
        Workers.run(todo, plan.concurrency, this::output, journal::keep);
        return new ExperimentResult(
                journal.run(), plan.examples, journal.rows(), new Judge(plan.metrics, journal.ratings()));
    }

    /** Subjects take turns, so that a run that is cut short has compared as many rows as it could. */
    private List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (Example example : plan.examples) {
            for (int repeat = 1; repeat <= plan.repeats; repeat++) {
                for (String subject : plan.subjects.keySet()) {
                    jobs.add(new Job(example, subject, repeat));
                }
            }
        }
        return jobs;
    }

    private ExperimentRow output(Job job) {
        Subject subject = requireNonNull(plan.subjects.get(job.subject()));
        try {
            Output output = requireNonNull(subject.run(job.example()), "a subject must not give null");
            return new ExperimentRow(
                    job.example().id(),
                    job.subject(),
                    job.repeat(),
                    output.text(),
                    scores(job.example(), output),
                    null);
        } catch (Exception e) {
            return new ExperimentRow(job.example().id(), job.subject(), job.repeat(), "", Map.of(), FailureName.of(e));
        }
    }

    private Map<String, Score> scores(Example example, Output output) {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (Metric metric : plan.metrics) {
            scores.put(metric.name(), score(metric, example, output));
        }
        return scores;
    }

    private static Score score(Metric metric, Example example, Output output) {
        try {
            return metric.score(example, output);
        } catch (RuntimeException e) {
            return Score.unscored("the metric failed: " + FailureName.of(e));
        }
    }
}
