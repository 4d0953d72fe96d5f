package io.llmops.test;

import java.util.AbstractList;
import java.util.List;

/** A list that fails when its last element is read: the way in which a contract breaks a batch in its middle. */
final class FailingList<T> extends AbstractList<T> {

    /** What the failure says. */
    static final String MESSAGE = "the last element cannot be read";

    private final List<T> elements;

    FailingList(List<T> elements) {
        this.elements = List.copyOf(elements);
    }

    @Override
    public T get(int index) {
        if (index == elements.size() - 1) {
            throw new IllegalStateException(MESSAGE);
        }
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
