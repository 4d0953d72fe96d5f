package io.llmops.core.budget;

import dev.langchain4j.exception.HttpException;
import io.llmops.api.ledger.ErrorClass;
import io.llmops.core.ledger.ErrorClasses;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;

/** Whether a provider may have billed an attempt that failed, so that what it could have cost must stay booked. */
public final class Billing {

    private static final int MAX_DEPTH = 20;

    private Billing() {}

    /**
     * True unless the failure shows that no model ran: the connection was never made, or the provider refused the request
     * with a 4xx or as overloaded. A timeout, a broken connection, a 5xx and anything unknown may have been billed.
     */
    public static boolean mayHaveBilled(Throwable failure) {
        if (causes(failure).anyMatch(Billing::neverSent)) {
            return false;
        }
        if (causes(failure).anyMatch(Billing::refused)) {
            return false;
        }
        ErrorClass kind = ErrorClasses.of(failure);
        return switch (kind) {
            case RATE_LIMIT,
                    OVERLOADED,
                    AUTHENTICATION,
                    MODEL_NOT_FOUND,
                    CONTEXT_WINDOW,
                    INVALID_REQUEST,
                    BUDGET -> false;
            case TIMEOUT, NETWORK, SERVER, CONTENT_FILTER, GUARDRAIL, CANCELLED, OTHER -> true;
        };
    }

    private static boolean neverSent(Throwable t) {
        return t instanceof ConnectException
                || t instanceof UnknownHostException
                || t instanceof HttpConnectTimeoutException
                || t instanceof UnresolvedAddressException;
    }

    /** 408 is a timeout that the server tells, and may come after work was done. */
    private static boolean refused(Throwable t) {
        return t instanceof HttpException http
                && http.statusCode() >= 400
                && http.statusCode() < 500
                && http.statusCode() != 408;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, t -> t.getCause()).limit(MAX_DEPTH);
    }
}
