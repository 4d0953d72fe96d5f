package io.llmops.api.observe;

/** One operation that is being watched; ended once, perhaps on another thread than the one on which it began. */
public interface Observation {

    /** Watches nothing. */
    Observation NONE = completion -> {};

    /** Makes this operation the current one of the thread until the result is closed, so that work inside it nests. */
    default Scope open() {
        return Scope.NONE;
    }

    /**
     * Makes what was current where this operation began the current one of the thread until the result is closed: for
     * callbacks to the caller from the thread of a provider, so that what the caller does next is beside this operation.
     */
    default Scope callback() {
        return Scope.NONE;
    }

    /** It has ended. */
    void ended(Completion completion);

    /** Undoes {@link Observation#open()} or {@link Observation#callback()}, on the same thread. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {

        /** Undoes nothing. */
        Scope NONE = () -> {};

        @Override
        void close();
    }
}
