package paint

// subjectWords are other names of the sprites.
const subjectWords = `
cat: kitten kitty feline tomcat cats lynx
tiger: leopard jaguar cheetah panther cougar
dog: puppy hound retriever labrador pug poodle terrier bulldog beagle
corgi: shiba shiba_inu husky chihuahua
bear: grizzly polar_bear beaver wombat otter capybara bison groundhog mole
teddy: teddy_bear plush doll kachina_doll stuffed_animal
panda: koala
fox: foxes fennec
wolf: coyote werewolf
raccoon: badger skunk red_panda racoon
rabbit: bunny hare bunnies
mouse: rat mice hamster guinea_pig gerbil chinchilla
squirrel: chipmunk hedgehog porcupine
sloth: sloths anteater armadillo pangolin pangolins
monkey: gorilla ape chimpanzee orangutan baboon
pig: piglet boar hippo hippopotamus
frog: toad froggy
horse: pony stallion mare centaur donkey mule chopper_horse
cow: bull ox buffalo cattle calf mammoth wooly_mammoth
deer: stag elk moose reindeer antelope gazelle doe
sheep: lamb goat ram
llama: alpaca
camel: dromedary
elephant: elephants mastodon rhinoceros rhino
dinosaur: t-rex tyrannosaurus godzilla raptor
dragon: dragons wyvern phoenix griffin
bird: sparrow robin parrot cardinal bluebird crow raven pigeon hummingbird macaw toucan dove seagull jay cockatoo peacock
eagle: hawk falcon vulture condor
owl: owls
penguin: puffin penguins
duck: duckling goose geese rubber_duck
swan: swans
flamingo: heron crane stork ostrich emu
chicken: rooster hen turkey chick
fish: goldfish salmon trout tuna clownfish shark swordfish piranha koi
dolphin: porpoise narwhal seal walrus
whale: orca whales
turtle: tortoise
octopus: squid kraken jellyfish
crab: lobster scorpion shrimp crayfish
snail: slug
butterfly: moth butterflies
bee: wasp hornet bumblebee ant beetle ladybug dragonfly grasshopper fly
snake: serpent python cobra eel worm
lizard: gecko iguana chameleon crocodile alligator salamander newt
spider: tarantula spiders
person: people figure adult player athlete dancer worker human someone friends family musician singer artist runner skater hiker tourist team couple_of_people
man: men father businessman politician gentleman guy conductor grandfather fisherman sailor detective einstein lincoln president waiter husband professor soldier abraham_lincoln obama
woman: women mother lady bride ballerina grandmother wife nurse actress she princess_leia marilyn dancer_woman
boy: son brother schoolboy
girl: daughter sister schoolgirl
child: kid children kids baby_boy toddler
bust: mona_lisa salvador face_of_a_person marilyn_monroe
astronaut: cosmonaut spaceman
robot: android cyborg droid robots mecha automaton
knight: samurai warrior gladiator soldier_knight paladin viking ninja
wizard: witch sorcerer mage magician merlin gandalf monk
queen: princess empress pharaoh cleopatra anubis
king: emperor prince
scientist: doctor chemist mad_scientist
statue: sculpture statue_of_liberty monument sphinx liberty bust_statue mount_rushmore
mermaid: siren
ghost: spirit phantom ghosts
monster: alien creature ogre troll demon beast cyclops
fairy: angel elf pixie
snowman: snowmen
car: automobile sedan taxi sports_car coupe convertible racecar race_car porsche ferrari bmw cab limousine jeep suv beetle_car police_car vehicle
truck: lorry garbage_truck fire_truck semi monster_truck
pickup: pickup_truck
van: minivan camper rv ambulance
bus: school_bus tram coach double-decker
train: locomotive steam_train subway_train railway monorail
airplane: plane aeroplane jet aircraft biplane 747 airliner glider fighter_jet
helicopter: chopper drone
boat: sailboat yacht canoe kayak gondola sailing sail rowboat dinghy
ship: cruise_ship tanker battleship ferry titanic freighter
pirate_ship: galleon viking_ship pirate
submarine: sub u-boat
bicycle: bike tricycle unicycle cycling
motorcycle: motorbike scooter vespa moped harley
rocket: space_shuttle spacecraft missile satellite international_space_station
spaceship: ufo starship flying_saucer
balloon: hot_air_balloon blimp zeppelin airship
tractor: bulldozer digger excavator combine
house: home cottage villa mansion bungalow hut farmhouse
cabin: log_cabin wood_cabin chalet lodge treehouse shack
castle: palace fortress kremlin chateau citadel alhambra
tower: eiffel_tower eiffel radio_tower tokyo_tower space_needle oriental_pearl transmission_tower
skyscraper: building highrise office_building empire_state_building tower_block burj
lighthouse: beacon
windmill: wind_turbine mill
bridge: golden_gate golden_gate_bridge viaduct aqueduct brooklyn_bridge
pyramid: pyramids great_pyramid giza
temple: parthenon acropolis greek_temple hypostyle_hall courthouse alamo colosseum taj_mahal capitol
church: cathedral chapel mosque notre_dame monastery
pagoda: shrine forbidden_city japanese_temple
opera_house: sydney_opera_house opera
barn: stable shed
fountain: geyser old_faithful
tent: camping campsite teepee yurt
ferris_wheel: carousel roller_coaster amusement_park
stonehenge: megalith
wall: brick_wall bricks graffiti
door: doorway entrance
gate: torii arch archway portal
tree: oak maple elm willow
pine: fir spruce conifer christmas_tree evergreen cedar bamboo
palm: palm_tree coconut
cherry: cherry_tree sakura cherry_blossom cherry_blossoms
cactus: cacti saguaro
flower: daisy petals blossom_flower orchid poppy iris flowers lily plant potted_plant
sunflower: dandelion
tulip: tulips
rose: roses
lotus: waterlily water_lily
lily_pad: lily_pads
mushroom: toadstool fungus fungi
leaf: maple_leaf oak_leaf
volcano: lava eruption
iceberg: icebergs
fire: flame campfire bonfire fireplace_fire burning explosion fireworks exploding inferno torch
tornado: whirlwind cyclone twister
wave: great_wave tsunami
rock: stone boulder rocks walnut
planet: saturn jupiter mars venus
moon: full_moon crescent
earth: globe world
sun: sunshine
star: starfish
cloud: cumulus
comet: meteor asteroid shooting_star
orange: oranges tangerine peach
cherries: berries blueberries raspberries
grapes: wine_grapes
pepper: chili bell_pepper
carrot: parsnip vegetable vegetables radish
egg: eggs
bread: toast loaf baguette sandwich croissant
burger: hamburger cheeseburger
cake: cupcake birthday_cake pie pancake pancakes
ice_cream: gelato sundae popsicle
donut: doughnut bagel
cup: coffee mug tea latte espresso cappuccino teacup coffee_mug coffee_cup
teapot: kettle pitcher
glass: wine cocktail wine_glass goblet martini
bottle: champagne whiskey flask wine_bottle bottles
beer: pint ale
bowl: soup salad ramen noodles fruit cereal fruits
sushi: sashimi
cheese: cheddar
armchair: recliner throne
couch: sofa loveseat
table_: coffee_table
bed: bunk mattress
lamp: chandelier streetlight lamppost ceiling_fan fan
candle: candles
lantern: lanterns paper_lantern
clock: watch time alarm_clock pocket_watch wristwatch
book: novel diary notebook newspaper magazine scroll comic
books: bookshelf stack_of_books
laptop: computer keyboard monitor
television: tv screen
phone: smartphone telephone cellphone
camera: photographer
guitar: electric_guitar ukulele bass banjo
violin: cello viola fiddle harp
piano: grand_piano organ
drum: drums
trumpet: saxophone trombone horn tuba flute
vase: urn amphora pottery
box: crate container package
present: gift
chest: treasure treasure_chest
ball: sphere orb balls marble baseball tennis_ball bowling_ball
soccer_ball: football soccer
cube: block lego dice rubiks_cube
cone: pylon
diamond: gem crystal jewel sapphire_gem
sword: katana dagger knife blade quarterstaff spear
hammer: mallet axe
screwdriver: wrench power_drill drill saw
pencil: pen paintbrush brush
lightbulb: light_bulb bulb idea insight
crown: tiara
shoe: sneaker sneakers boot boots shoes sandal
shirt: t-shirt dress jacket leather_jacket sweater clothes suit kilt towel
bag: backpack purse handbag suitcase
mirror: reflection_mirror
toy_balloon: balloons red_balloon
flag: banner pennant
sign: signpost billboard sticky_note poster plaque
stop_sign: stop
hydrant: fire_hydrant
traffic_light: stoplight
microphone: mic
envelope: letter mail
map: atlas
espresso_machine: coffee_maker coffee_machine
heart: love hearts valentine romance emotion
broken_heart: heartbreak
molecule: bond protein molecules chemistry compound
atom: gravity physics quantum nucleus
dna: helix gene genes life
bolt: energy electricity power motion lightning_bolt speed
infinity: eternity imaginary_numbers forever
spiral: golden_ratio fibonacci swirl swirls
lines: parallel_lines concurrent_lines stripes
scales: fairness justice balance law
brain: intelligence mind thought thinking
face: smile smiley happiness_face laughing happiness joy_face emoji
sad_face: sadness crying
angry_face: hate anger derision
eye: eyes vision
note: music song melody musical_notes jazz
question: meaning_of_life mystery why meaning philosophy
yin_yang: yin-yang yin-yang_symbol yin_yang_symbol tao
peace: peace_sign
target: bullseye circle circles
triangle: triangles
square: rectangle squares rectangles
gear: machine gears cogwheel mechanism clockwork
hat: tophat top_hat bowler fedora beret cap_hat conductor's_hat graduation_cap turban helmet
cowboy_hat: sombrero straw_hat cowboy
cap: baseball_cap beanie
glasses: spectacles eyeglasses
sunglasses: shades goggles
bow_tie: bowtie tie
`
