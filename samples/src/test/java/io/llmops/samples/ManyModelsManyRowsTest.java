package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmops.eval.sidebyside.Cell;
import io.llmops.eval.sidebyside.SideBySideTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyModelsManyRowsTest {

    @Test
    void should_print_every_answer_and_call_nothing_the_second_time(@TempDir Path home) throws IOException {
        Printed printed = new Printed();

        SideBySideTable first = ManyModelsManyRows.run(home, printed.out(), "builtin/extractive");
        SideBySideTable second = ManyModelsManyRows.run(home, printed.out(), "builtin/extractive");

        System.out.println(printed.text());
        assertThat(first.cells()).hasSize(9 * 2 * 2).allMatch(cell -> cell.failure()
                .isEmpty());
        assertThat(first.cells()).anyMatch(cell -> cell.text().contains("饺子配醋。"));
        assertThat(second.cells())
                .extracting(c -> c.call().id())
                .isEqualTo(
                        first.cells().stream().map(Cell::call).map(c -> c.id()).toList());
        assertThat(Files.readAllLines(home.resolve("results.jsonl"))).hasSize(36);
        assertThat(printed.text()).contains("costs nothing", "Every cell is there already", "agreement", "1.00");
    }
}
