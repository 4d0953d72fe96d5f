package io.llmops.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class ContractsOnBrokenStoresTest {

    @ParameterizedTest
    @MethodSource("brokenStores")
    void should_fail_the_broken_store_in_the_test_of_the_promise_that_it_breaks(Class<?> broken, Set<String> expected) {
        Events tests = run(selectClass(broken));
        assertThat(failed(tests)).containsAll(expected);
        assertThat(tests.succeeded().count())
                .as("tests that the one mistake leaves green")
                .isPositive();
    }

    /** One test only: LangChain4j's own wait long for what never comes. */
    @Test
    void should_fail_an_embedding_store_that_loses_metadata() {
        Events tests = run(selectMethod(
                BrokenStores.WithoutMetadata.class, "should_find_chinese_text_and_filter_by_chinese_metadata"));
        assertThat(failed(tests)).hasSize(1);
    }

    private static Events run(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .execute()
                .testEvents();
    }

    private static Set<String> failed(Events tests) {
        return tests.failed().stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName())
                .collect(Collectors.toSet());
    }

    static List<Arguments> brokenStores() {
        return List.of(
                Arguments.of(BrokenStores.HalfBatch.class, Set.of("should keep none of a batch that fails")),
                Arguments.of(
                        BrokenStores.UnknownIsZero.class,
                        Set.of("should keep unknown usage unknown and apart from none")),
                Arguments.of(
                        BrokenStores.WrongFilter.class,
                        Set.of("should narrow by scenario tenant and run and by all of them")),
                Arguments.of(
                        BrokenStores.Forgetful.class,
                        Set.of(
                                "should keep records when it is closed and opened again",
                                "should keep feedback once for each id and hand it over by time")),
                Arguments.of(
                        BrokenStores.UnknownRun.class,
                        Set.of("should refuse rows and ratings of a run that it does not know")),
                Arguments.of(
                        BrokenStores.ReplacedLast.class,
                        Set.of("should replace a row of the same example subject and repeat in its place")),
                Arguments.of(
                        BrokenStores.AlwaysNew.class,
                        Set.of(
                                "should give the newest version back when its text is published again",
                                "should make one version when many threads publish the same text")),
                Arguments.of(
                        BrokenStores.Overtaking.class,
                        Set.of(
                                "should tell a publisher who was overtaken which version is the newest",
                                "should let one of many publishers with the same parent win and tell the others")),
                Arguments.of(
                        BrokenStores.ForAll.class,
                        Set.of(
                                "should let a scenario stay where it is while others move on",
                                "should know a label that one scenario alone has only there")),
                Arguments.of(
                        BrokenStores.Fickle.class,
                        Set.of("should give each user one version by weight and always the same")),
                Arguments.of(BrokenStores.Stripping.class, Set.of("should keep text to the last character")));
    }
}
