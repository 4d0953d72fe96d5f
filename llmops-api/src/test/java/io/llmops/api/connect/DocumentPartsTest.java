package io.llmops.api.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.document.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentPartsTest {

    private final DocumentParts parts = new DocumentParts();

    @Test
    void should_cut_at_headings_and_tell_the_path_to_each() {
        parts.heading(1, "Leave", "# Leave");
        parts.paragraph("Who may take it.");
        parts.heading(2, "Carry-over", "## Carry-over");
        parts.paragraph("Five days.");
        parts.line("Until March.");
        parts.heading(1, "病假", "# 病假");
        parts.paragraph("三天。");

        List<Document> documents = parts.documents(null);

        assertThat(documents)
                .extracting(Document::text)
                .containsExactly(
                        "# Leave\n\nWho may take it.", "## Carry-over\n\nFive days.\nUntil March.", "# 病假\n\n三天。");
        assertThat(documents)
                .extracting(d -> d.metadata().getString(DocumentReader.HEADING))
                .containsExactly("Leave", "Leave > Carry-over", "病假");
        assertThat(documents).allSatisfy(d -> assertThat(d.metadata().getString(DocumentReader.TITLE))
                .isEqualTo("Leave"));
    }

    @Test
    void should_keep_headings_without_text_with_the_text_that_follows() {
        parts.heading(1, "Handbook", "Handbook");
        parts.heading(2, "Leave", "Leave");
        parts.paragraph("Text");
        assertThat(parts.documents("Title from the file"))
                .extracting(Document::text, d -> d.metadata().toMap())
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "Handbook\n\nLeave\n\nText",
                        Map.of("title", "Title from the file", "heading", "Handbook > Leave")));
    }

    @Test
    void should_count_blank_pages_but_not_hand_them_over() {
        parts.page();
        parts.line("One");
        parts.page();
        parts.page();
        parts.line("Three");
        assertThat(parts.documents(null))
                .extracting(d -> d.metadata().getString(DocumentReader.PAGE))
                .containsExactly("1", "3");
    }

    @Test
    void should_leave_out_sheets_of_which_there_is_only_the_name() {
        parts.page("Empty");
        parts.page("预算");
        parts.paragraph("50000");
        assertThat(parts.documents(null)).extracting(Document::text).containsExactly("预算\n\n50000");
    }

    @Test
    void should_put_what_stands_aside_under_no_page_or_heading() {
        parts.page();
        parts.heading(1, "Slide", "Slide");
        parts.aside();
        parts.paragraph("Attached");
        assertThat(parts.documents("t").get(1).metadata().toMap()).isEqualTo(Map.of("title", "t"));
    }

    @Test
    void should_have_no_parts_without_text() {
        parts.page();
        parts.paragraph(" ");
        assertThat(parts.documents("t")).isEmpty();
    }

    @Test
    void should_refuse_a_level_that_does_not_exist() {
        assertThatThrownBy(() -> parts.heading(7, "t", "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7");
    }
}
