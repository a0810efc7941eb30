package dev.vivarium.console;

import dev.vivarium.ScriptTask;
import dev.vivarium.game.Game;
import dev.vivarium.game.approval.Decision;
import dev.vivarium.game.world.Role;
import dev.vivarium.metrics.VivariumMetrics;
import dev.vivarium.policy.Policy;
import dev.vivarium.policy.Presets;
import dev.vivarium.web.AuditLine;
import dev.vivarium.web.Verdict;
import dev.vivarium.web.WaitingScript;
import dev.vivarium.web.WebHost;
import dev.vivarium.web.WebUser;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The game, as the page needs it. Safe for use by any thread. */
final class ServedGame implements WebHost, AutoCloseable {

    private final Game game;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final VivariumMetrics metrics;

    ServedGame(Game game) {
        this.game = game;
        metrics = new VivariumMetrics(game.vivarium());
        metrics.bindTo(registry);
        Gauge.builder("vivarium.game.tick.lateness", game, ServedGame::lateness)
                .description("how late the game's ticks have come, 99 of 100")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double lateness(Game game) {
        return (double) game.lateness().report().p99().toNanos()
                / Duration.ofSeconds(1).toNanos();
    }

    @Override
    public CompletionStage<Optional<String>> nameOf(String token) {
        return CompletableFuture.completedFuture(game.holder(token));
    }

    @Override
    public CompletionStage<Optional<WebUser>> user(String name) {
        return game.role(name)
                .thenApply(role -> role.map(one -> new WebUser(name, one.covers(Role.ADMIN), policies(one))));
    }

    private static List<Policy> policies(Role role) {
        return switch (role) {
            case PLAYER -> List.of(Presets.PLAYER);
            case BUILDER -> List.of(Presets.PLAYER, Presets.BUILDER);
            case ADMIN -> List.of(Presets.PLAYER, Presets.BUILDER, Presets.ADMIN);
        };
    }

    @Override
    public CompletionStage<Optional<String>> whyNot(String name) {
        return game.whyNot(name);
    }

    @Override
    public void started(ScriptTask task) {
        game.count(task);
    }

    @Override
    public CompletionStage<List<WaitingScript>> waiting() {
        return game.waiting()
                .thenApply(scripts -> scripts.stream()
                        .map(one -> new WaitingScript(one.id(), one.label(), one.author(), one.source()))
                        .toList());
    }

    @Override
    public CompletionStage<Optional<String>> decide(Verdict verdict) {
        return game.decide(
                new Decision(verdict.where(), verdict.admin(), verdict.id(), verdict.source(), verdict.rejection()));
    }

    @Override
    public Consumer<String> begin(String where, String who, String what) {
        return game.audit().begin(where, who, what);
    }

    @Override
    public CompletionStage<List<AuditLine>> audit(int most) {
        return game.audit()
                .last(most)
                .thenApply(entries -> entries.stream()
                        .map(entry ->
                                new AuditLine(entry.at(), entry.who(), entry.where(), entry.what(), entry.outcome()))
                        .toList());
    }

    @Override
    public String metrics() {
        return registry.scrape();
    }

    @Override
    public void close() {
        metrics.close();
        registry.close();
    }
}
