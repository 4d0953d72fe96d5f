package io.llmops.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.llmops.LlmOps;
import io.llmops.api.ledger.LedgerQuery;
import io.llmops.api.ledger.Outcome;
import io.llmops.api.model.Usage;
import io.llmops.test.ScriptedChatModel;
import io.llmops.test.ScriptedReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamWithCancelTest {

    private final LlmOps ops = LlmOps.builder().discovery(false).build();

    @AfterEach
    void close() {
        ops.close();
    }

    @Test
    void should_show_a_stream_to_its_end() {
        StreamWithCancel.Page page =
                StreamWithCancel.run(ops, ScriptedChatModel.of(ScriptedReply.text("Change ", "the battery.")), "?");

        assertThat(page.whole).isCompletedWithValue("Change the battery.");
    }

    @Test
    void should_show_what_there_is_of_a_stream_that_breaks() {
        ScriptedReply half = ScriptedReply.text("Change ").thenError(new IllegalStateException("gone"));

        assertThat(StreamWithCancel.run(ops, ScriptedChatModel.of(half), "?").whole)
                .isCompletedWithValue("Change  ...");
    }

    @Test
    void should_book_what_was_used_until_the_reader_left() {
        StreamingChatModel silent = new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {}
        };
        StreamWithCancel.Page page = StreamWithCancel.run(ops, silent, "?");

        page.close();

        assertThat(page.whole).isCancelled();
        assertThat(ops.records(LedgerQuery.all())).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.CANCELLED);
            assertThat(record.usage().quality()).isEqualTo(Usage.Quality.ESTIMATED);
        });
    }
}
