package io.llmops.tika;

import io.llmops.api.connect.SourceDocument;
import io.llmops.api.exception.DocumentException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.EmptyParser;
import org.jspecify.annotations.Nullable;

/** Turns what parsers throw or leave out into what a user can act on. Parsers' own messages may quote the document. */
final class Failures {

    private Failures() {}

    static DocumentException of(SourceDocument document, Throwable failure) {
        return new DocumentException(document.id() + " " + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        if (any(failure, EncryptedDocumentException.class::isInstance)
                || any(failure, org.apache.poi.EncryptedDocumentException.class::isInstance)) {
            return "is encrypted: save a copy without a password or rights protection";
        }
        if (any(failure, WriteLimitReachedException.class::isInstance)) {
            return "is too large: it holds more than " + TikaDocumentReaderProvider.MAX_CHARACTERS
                    + " characters of text; split it into smaller files";
        }
        if (any(failure, Failures::isZipBomb)) {
            return "is too large: it unpacks to far more than its size, as a zip bomb does";
        }
        return "is damaged: it cannot be parsed (" + root(failure).getClass().getSimpleName()
                + "); open it in its program and save it again";
    }

    /** The failure of a document in which no text was found. */
    static DocumentException noText(SourceDocument document, Metadata found) {
        String type = found.get(Metadata.CONTENT_TYPE);
        String[] parsers = found.getValues(TikaCoreProperties.TIKA_PARSED_BY);
        if (Arrays.asList(parsers).contains(EmptyParser.class.getName())) {
            return new DocumentException(
                    document.id() + " is damaged or not of the kind that its name says: its content is " + type
                            + "; check where it comes from");
        }
        if ("application/pdf".equals(type)) {
            return new DocumentException(
                    document.id() + " has no text: it may be a scan and need OCR; save it as a searchable PDF");
        }
        return new DocumentException(document.id() + " has no text: it is empty or holds pictures only");
    }

    private static boolean isZipBomb(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("zip bomb");
    }

    private static boolean any(Throwable failure, Predicate<Throwable> test) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (test.test(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = next(root); cause != null; cause = next(root)) {
            root = cause;
        }
        return root;
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure.getCause() == failure ? null : failure.getCause();
    }
}
