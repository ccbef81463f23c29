export function MapCanvas() {
  return <div className="map-canvas" />
}
