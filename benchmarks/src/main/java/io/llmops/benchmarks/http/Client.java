package io.llmops.benchmarks.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** One side of the comparison: a call, and the throughput of its rounds. */
final class Client {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String name;
    private final Callable<String> call;
    private final List<Double> callsPerSecond = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();

    Client(String name, Callable<String> call) {
        this.name = name;
        this.call = call;
    }

    String name() {
        return name;
    }

    /** Makes so many calls, so many at once, and forgets their throughput if they only warm up. */
    void round(ExecutorService threads, int calls, int atOnce, boolean counts) throws Exception {
        AtomicInteger left = new AtomicInteger(calls);
        List<Callable<Boolean>> workers = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            workers.add(() -> {
                while (left.getAndDecrement() > 0) {
                    if (!call.call().contains("ten days")) {
                        throw new IllegalStateException(name + " got another answer");
                    }
                }
                return true;
            });
        }
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        for (Future<Boolean> worker : threads.invokeAll(workers)) {
            worker.get();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (counts) {
            callsPerSecond.add(calls / seconds);
            cpuMicros.add((PROCESS.getProcessCpuTime() - cpu) / 1e3 / calls);
        }
    }

    /** The median of the rounds. */
    double callsPerSecond() {
        return median(callsPerSecond);
    }

    /** CPU time of the process for each call, the endpoint's included: the median of the rounds. */
    double cpuMicros() {
        return median(cpuMicros);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
