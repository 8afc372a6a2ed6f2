"""What trained components share."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.brain.nlu.fingerprint import fingerprint


class Trained(GraphComponent):
    """What the two trained components share: one file in the model archive."""

    FILE: str

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        """Remember where the model goes."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Trained:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Trained:
        """Read the component back from the model archive."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(Path(folder) / cls.FILE))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when a helper module, an encoder or a data file changes, not only this class."""
        return fingerprint([Path(config["data"])] if "data" in config else [])

    def _persist(self) -> Resource:
        """Write the model into the archive."""
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, Path(folder) / self.FILE)
        return self._resource
