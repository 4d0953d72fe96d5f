package io.llmops.core.limit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Never more than {@code limit} permits in any window of time. Time is cut into slots of a {@value #SLOTS}th of the window;
 * what was taken in a slot comes back when the whole slot is a window old, so that the bound holds for every window, wherever
 * it begins, at the price of up to one slot of delay. Who must wait is given a place in a later slot, in the order in which
 * they came: no one is overtaken. Thread-safe.
 */
final class SlidingWindow {

    static final int SLOTS = 256;

    private final long limit;
    private final long slotNanos;
    /** What was taken in the last {@link #SLOTS} + 1 slots up to {@link #head}. */
    private final long[] taken = new long[SLOTS + 1];

    private long head = Long.MIN_VALUE;
    private long sum;
    private boolean retired;

    SlidingWindow(long limit, long windowNanos) {
        this.limit = limit;
        this.slotNanos = Math.max(1, (windowNanos + SLOTS - 1) / SLOTS);
    }

    /**
     * A place for so many permits.
     *
     * @param granted whether they are taken
     * @param waitNanos from now until they may be used, or until there would be room
     * @param slot where they are counted
     */
    record Place(boolean granted, long waitNanos, long slot) {}

    /**
     * Takes permits in the first slot that has room, if that is at most {@code maxWaitNanos} away; else takes nothing. Null
     * if this was retired.
     */
    synchronized @Nullable Place take(long permits, long nowNanos, long maxWaitNanos) {
        if (retired) {
            return null;
        }
        if (permits > limit) {
            return new Place(false, Long.MAX_VALUE, 0);
        }
        long now = Math.floorDiv(nowNanos, slotNanos);
        if (head == Long.MIN_VALUE || now - head > SLOTS) {
            Arrays.fill(taken, 0);
            sum = 0;
            head = now;
        }
        advance(now);
        long slot = earliest(permits);
        long wait = slot <= now ? 0 : slot * slotNanos - nowNanos;
        if (wait > maxWaitNanos) {
            return new Place(false, wait, 0);
        }
        advance(slot);
        taken[index(slot)] += permits;
        sum += permits;
        return new Place(true, wait, slot);
    }

    /** Gives back permits that were taken in a slot and not used; nothing where that slot has passed. */
    synchronized void giveBack(long permits, long slot) {
        if (slot > head - taken.length && slot <= head) {
            taken[index(slot)] -= permits;
            sum -= permits;
        }
    }

    /** Takes no more calls, if nothing that was taken can still matter. */
    synchronized boolean retire(long nowNanos) {
        retired = retired || head == Long.MIN_VALUE || Math.floorDiv(nowNanos, slotNanos) - head > SLOTS;
        return retired;
    }

    /** The first slot from {@link #head} on in which the window that ends there has room. */
    private long earliest(long permits) {
        long slot = head;
        long inWindow = sum;
        while (inWindow + permits > limit) {
            slot++;
            inWindow -= taken[index(slot)];
        }
        return slot;
    }

    /** Slots between are empty; each new one takes the place of one that is a window old. */
    private void advance(long to) {
        while (head < to) {
            head++;
            sum -= taken[index(head)];
            taken[index(head)] = 0;
        }
    }

    private int index(long slot) {
        return Math.floorMod(slot, taken.length);
    }
}
