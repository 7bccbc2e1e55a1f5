package com.example.releases;

import dev.bluegreen.Cutover;
import dev.bluegreen.Release;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import dev.bluegreen.report.ReleaseJson;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Starts, shows and aborts cutovers. Whoever may call it may move traffic: put your authentication before it. */
@RestController
class CutoverController {

    private final Release checkout;
    private final Cutovers cutovers;

    CutoverController(Release checkout, Cutovers cutovers) {
        this.checkout = checkout;
        this.cutovers = cutovers;
    }

    /** Answers at once; what becomes of it, a refusal too, is told by its events. */
    @PostMapping("/cutovers")
    ResponseEntity<Void> start(
            @RequestParam Track to, @RequestParam String by, @RequestParam(defaultValue = "") String reason) {
        Cutover cutover = cutovers.add(checkout.requestedBy(by, reason).start(to));
        return ResponseEntity.accepted()
                .location(URI.create("/cutovers/" + cutover.id()))
                .build();
    }

    /** Every event from the first one on, however late the call; {@code EventSource} reconnects with the id of its last one. */
    @GetMapping(path = "/cutovers/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable String id, @RequestHeader(name = "Last-Event-ID", defaultValue = "0") int seen) {
        EventStream stream = new EventStream(seen);
        Subscription subscription = find(id).events(stream);
        stream.emitter().onCompletion(subscription::close);
        return stream.emitter();
    }

    /** Traffic that was moved goes back. */
    @DeleteMapping("/cutovers/{id}")
    ResponseEntity<Void> abort(@PathVariable String id, @RequestParam String by) {
        find(id).abort("aborted by " + by);
        return ResponseEntity.accepted().build();
    }

    @GetMapping(path = "/status", produces = MediaType.APPLICATION_JSON_VALUE)
    String status() {
        return ReleaseJson.of(checkout.status());
    }

    private Cutover find(String id) {
        return cutovers.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no cutover " + id + " here"));
    }
}
