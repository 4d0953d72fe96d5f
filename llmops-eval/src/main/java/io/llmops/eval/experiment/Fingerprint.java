package io.llmops.eval.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmops.api.eval.Example;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A name for the whole content of some rows, so that a run is not gone on with on other rows. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(List<Example> examples) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            for (Example e : examples) {
                write(out, e.id());
                write(out, e.task());
                // Marks an expected answer that is empty apart from none.
                out.writeBoolean(e.answer().isPresent());
                write(out, e.answer().orElse(""));
                out.writeInt(e.input().size());
                for (Map.Entry<String, String> variable : e.input().entrySet()) {
                    write(out, variable.getKey());
                    write(out, variable.getValue());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM must have SHA-256, but this one has not", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
