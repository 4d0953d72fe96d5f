package io.llmops.core.gateway;

/** Throws what Java would not let a method throw, as other languages of the JVM do. */
final class Sneaky {

    private Sneaky() {}

    static <T> T raise(Throwable any) {
        throw Sneaky.<RuntimeException>unchecked(any);
    }

    @SuppressWarnings("unchecked") // the point of it: the compiler is told that any Throwable is an unchecked one
    private static <E extends Throwable> E unchecked(Throwable any) throws E {
        throw (E) any;
    }
}
