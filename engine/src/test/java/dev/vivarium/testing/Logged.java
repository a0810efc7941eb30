package dev.vivarium.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What one class logs while this is open, and then not on the console. Safe for use by any thread. */
public final class Logged implements AutoCloseable {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    };

    private final @Nullable Level levelBefore;

    private Logged(Class<?> of) {
        logger = (Logger) LoggerFactory.getLogger(of);
        levelBefore = logger.getLevel();
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    /** Begins to listen to the logger of {@code of}. */
    public static Logged by(Class<?> of) {
        return new Logged(of);
    }

    /** As {@link #by}, and hears the debug level as well. */
    public static Logged inDetailBy(Class<?> of) {
        Logged log = new Logged(of);
        log.logger.setLevel(Level.DEBUG);
        return log;
    }

    /** The texts that were logged at that level so far. */
    public List<String> texts(Level level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.setLevel(levelBefore);
        logger.setAdditive(true);
        logger.detachAppender(appender);
    }
}
