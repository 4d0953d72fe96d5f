package io.llmops.core.endpoint;

/** Throws what Java would not let a method throw, as other languages of the JVM do. */
public final class Sneaky {

    private Sneaky() {}

    /** Throws that; returns nothing, of any type. */
    public static <T> T raise(Throwable any) {
        throw Sneaky.<RuntimeException>unchecked(any);
    }

    @SuppressWarnings("unchecked") // the point of it: the compiler is told that any Throwable is an unchecked one
    private static <E extends Throwable> E unchecked(Throwable any) throws E {
        throw (E) any;
    }
}
