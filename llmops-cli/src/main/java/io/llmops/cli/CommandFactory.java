package io.llmops.cli;

import io.llmops.cli.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands, and gives those that print the terminal that they print to. */
final class CommandFactory implements IFactory {

    private final Terminal terminal;
    private final IFactory standard = CommandLine.defaultFactory();

    CommandFactory(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == Terminal.class) {
            return type.cast(terminal);
        }
        for (var constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance(terminal));
            }
        }
        return standard.create(type);
    }
}
