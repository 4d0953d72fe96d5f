package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.langchain4j.data.embedding.Embedding;
import io.llmops.api.cache.CachedQuestion;
import io.llmops.api.cache.CachedResponse;
import io.llmops.api.cache.ResponseCacheStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The promises of {@link ResponseCacheStore} as tests. Extend it in the test sources of an implementation, and open the store
 * in {@link #open()}; its clock, if it has one, stands at {@link FakeClock#DEFAULT_START}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(300)
public abstract class ResponseCacheStoreContract {

    private static final Instant NOW = FakeClock.DEFAULT_START;
    private static final Instant END = NOW.plus(Duration.ofHours(1)).plusNanos(7);

    private final List<ResponseCacheStore> opened = new ArrayList<>();
    private ResponseCacheStore store;

    /** For subclasses, one for each implementation. */
    protected ResponseCacheStoreContract() {}

    /** Opens the store of the running test: an empty one first, the same again later where it is {@link #durable()}. */
    protected abstract ResponseCacheStore open();

    /** Whether answers outlive the store that kept them; true by default. */
    protected boolean durable() {
        return true;
    }

    @BeforeEach
    final void openStore() {
        store = reopen();
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(ResponseCacheStore::close);
    }

    private ResponseCacheStore reopen() {
        opened.forEach(ResponseCacheStore::close);
        ResponseCacheStore next = open();
        opened.add(next);
        return next;
    }

    @Test
    final void should_give_back_what_was_kept_to_the_last_bit() {
        CachedResponse kept = new CachedResponse(
                "key",
                "租户",
                "{\"text\":\"五天 \\\"引号\\\" 🙂\"}",
                END,
                new CachedQuestion("group", vector(0.1f, -2.5e-8f, 3)));

        store.put(kept);

        assertThat(store.find("key", NOW)).contains(kept);
    }

    @Test
    final void should_know_nothing_of_other_keys() {
        store.put(answer("a", "acme", END));

        assertThat(store.find("b", NOW)).isEmpty();
        assertThat(store.find("", NOW)).isEmpty();
        assertThat(store.group("a", NOW, 10)).isEmpty();
    }

    @Test
    final void should_replace_the_answer_of_a_key() {
        store.put(answer("a", "acme", END));
        CachedResponse newer = new CachedResponse("a", "acme", "newer", END.plusSeconds(5), null);
        store.put(newer);

        assertThat(store.find("a", NOW)).contains(newer);
    }

    @Test
    final void should_give_out_no_answer_from_its_end_on() {
        store.put(answer("a", null, END, "g"));

        assertThat(store.find("a", END.minusNanos(1))).isPresent();
        assertThat(store.find("a", END)).isEmpty();
        assertThat(store.group("g", END, 10)).isEmpty();
    }

    @Test
    final void should_find_the_answers_of_a_group_latest_end_first() {
        store.put(answer("a", null, END, "g"));
        store.put(answer("b", null, END.plusSeconds(2), "g"));
        store.put(answer("c", null, END.plusSeconds(1), "g"));
        store.put(answer("d", null, END.plusSeconds(9), "other"));

        assertThat(store.group("g", NOW, 10)).extracting(CachedResponse::key).containsExactly("b", "c", "a");
        assertThat(store.group("g", NOW, 2)).extracting(CachedResponse::key).containsExactly("b", "c");
    }

    @Test
    final void should_delete_the_answers_of_one_tenant_alone() {
        store.put(answer("a", "acme", END, "g"));
        store.put(answer("b", "acme", END));
        store.put(answer("c", "acme2", END));
        store.put(answer("d", null, END, "g"));

        assertThat(store.evict("acme")).isEqualTo(2);

        assertThat(store.find("a", NOW)).isEmpty();
        assertThat(store.find("b", NOW)).isEmpty();
        assertThat(store.find("c", NOW)).isPresent();
        assertThat(store.group("g", NOW, 10)).extracting(CachedResponse::key).containsExactly("d");
        assertThat(store.evict(null)).isEqualTo(1);
        assertThat(store.find("d", NOW)).isEmpty();
        assertThat(store.find("c", NOW)).isPresent();
    }

    @Test
    final void should_take_a_tenants_name_as_a_name_alone() {
        store.put(answer("a", "acme", END));
        store.put(answer("b", "' OR 1=1 --", END));

        assertThat(store.evict("' OR 1=1 --")).isEqualTo(1);
        assertThat(store.find("a", NOW)).isPresent();
    }

    @Test
    final void should_keep_answers_for_the_next_who_opens_it() {
        assumeTrue(durable(), "this store keeps nothing beyond the process");
        store.put(answer("a", "acme", END, "g"));

        ResponseCacheStore next = reopen();

        assertThat(next.find("a", NOW)).isPresent();
        assertThat(next.group("g", NOW, 1)).hasSize(1);
    }

    @Test
    final void should_forget_what_expired_and_what_is_too_much_when_it_is_trimmed() {
        assumeTrue(durable(), "this store is bounded by itself");
        for (int i = 0; i < 10; i++) {
            store.put(answer("k" + i, null, NOW.plusSeconds(i)));
        }

        store.trim(NOW.plusSeconds(2), 4);

        List<String> left = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            store.find("k" + i, NOW.minusSeconds(1)).ifPresent(e -> left.add(e.key()));
        }
        assertThat(left).containsExactly("k6", "k7", "k8", "k9");
    }

    private static CachedResponse answer(String key, @Nullable String tenant, Instant end) {
        return new CachedResponse(key, tenant, "answer " + key, end, null);
    }

    private static CachedResponse answer(String key, @Nullable String tenant, Instant end, String group) {
        return new CachedResponse(key, tenant, "answer " + key, end, new CachedQuestion(group, vector(1, 2)));
    }

    private static Embedding vector(float... values) {
        return Embedding.from(values);
    }
}
