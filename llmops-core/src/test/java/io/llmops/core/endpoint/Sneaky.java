package io.llmops.core.endpoint;

/** Throws what Java would not let a method throw, as other languages of the JVM do. */
public final class Sneaky {

    private Sneaky() {}

    /** Throws that, and so returns nothing; to be written {@code throw Sneaky.raise(...)}. */
    public static RuntimeException raise(Throwable any) {
        Sneaky.<RuntimeException>unchecked(any);
        return new IllegalStateException("not reached");
    }

    @SuppressWarnings("unchecked") // the point of it: the compiler is told that any Throwable is an unchecked one
    private static <E extends Throwable> void unchecked(Throwable any) throws E {
        throw (E) any;
    }
}
