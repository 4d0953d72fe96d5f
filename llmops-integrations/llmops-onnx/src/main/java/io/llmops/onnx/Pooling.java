package io.llmops.onnx;

import java.nio.FloatBuffer;

/** How one vector is made of the vectors of a text's tokens. The wrong one gives plausible, poor vectors: see the model's card. */
public enum Pooling {

    /** The mean over all tokens, as Sentence-BERT does (Reimers and Gurevych, 2019). */
    MEAN {
        @Override
        void pool(FloatBuffer hidden, int first, int tokens, float[] into) {
            int at = first;
            for (int token = 0; token < tokens; token++) {
                for (int i = 0; i < into.length; i++) {
                    into[i] += hidden.get(at++);
                }
            }
            for (int i = 0; i < into.length; i++) {
                into[i] /= tokens;
            }
        }
    },

    /** The vector of the first token, {@code [CLS]}, as the BGE models do (Xiao et al., 2023). */
    CLS {
        @Override
        void pool(FloatBuffer hidden, int first, int tokens, float[] into) {
            hidden.get(first, into);
        }
    };

    /**
     * Pools one text.
     *
     * @param hidden the vectors of the tokens, one after the other
     * @param first where the text's first vector starts
     * @param tokens how many tokens the text has; padding is not among them
     * @param into the result, all zeros before
     */
    abstract void pool(FloatBuffer hidden, int first, int tokens, float[] into);
}
