package io.llmops.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.llmops.api.exception.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/** A model's own tokenizer, with our cut in place of the one in its file. Thread-safe. */
final class TextTokenizer implements AutoCloseable {

    static {
        DjlNetwork.forbid();
    }

    private final HuggingFaceTokenizer tokenizer;
    private final int specialTokens;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, int specialTokens) {
        this.tokenizer = tokenizer;
        this.specialTokens = specialTokens;
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @param maxTokens where texts are cut, special tokens included
     */
    static TextTokenizer read(ModelSource source, int maxTokens) {
        String cut = Integer.toString(maxTokens);
        // Both lengths: without them the file's own cut, often 128, stays in force silently.
        Map<String, String> options =
                Map.of("padding", "false", "truncation", "true", "maxLength", cut, "modelMaxLength", cut);
        try (InputStream json = source.tokenizer()) {
            return checked(HuggingFaceTokenizer.newInstance(json, options), source);
        } catch (ConfigurationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ConfigurationException(
                    "the tokenizer of " + source + " cannot be read as a tokenizer.json: " + e.getMessage(), e);
        }
    }

    /** Without a special token, such as {@code [CLS]}, an empty text would be no row for the network at all. */
    private static TextTokenizer checked(HuggingFaceTokenizer tokenizer, ModelSource source) {
        int specialTokens = tokenizer.encode("").getIds().length;
        if (specialTokens == 0) {
            tokenizer.close();
            throw new ConfigurationException("the tokenizer of " + source
                    + " adds no special token to a text; use the tokenizer.json that was published with the model");
        }
        return new TextTokenizer(tokenizer, specialTokens);
    }

    Tokens encode(String text) {
        Encoding encoding = tokenizer.encode(text);
        return new Tokens(
                Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray(), encoding.exceedMaxLength());
    }

    /** How many tokens a text has without any cut, special tokens included. */
    int count(String text) {
        Encoding encoding = tokenizer.encode(text, true, true);
        int beyond = Arrays.stream(encoding.getOverflowing())
                .mapToInt(part -> part.getIds().length - specialTokens)
                .sum();
        return encoding.getIds().length + beyond;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
