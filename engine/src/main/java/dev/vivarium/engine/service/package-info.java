/** What every script may ask of its host: events, questions, nested runs, delays. Each request is checked here. */
package dev.vivarium.engine.service;
